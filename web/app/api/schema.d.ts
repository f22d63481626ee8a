// Made by scripts/api-types.mjs from the OpenAPI document; do not change by hand.

export interface paths {
    "/api/v2/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description Accounts, the newest first. contains: text in the name; archived: NULL for both; sort: id, name or balance, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_accounts"];
        put?: never;
        /**
         * Create an account
         * @description Creates an account. name: 1 to 100 characters, unique among those in use; initial_deposit: its first money
         *
         *     Roles: owner, admin
         */
        post: operations["create_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/accounts/{account_id}/deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deposits
         * @description Deposits of an account, the newest first. sort: id or amount, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_deposits"];
        put?: never;
        /**
         * Create a deposit
         * @description Brings money into an account or, with a negative amount, takes it out. description: up to 300 characters
         *
         *     Roles: owner, admin
         */
        post: operations["create_deposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an account
         * @description The account with an id
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_account"];
        put?: never;
        post?: never;
        /**
         * Delete an account
         * @description Deletes an account that nothing refers to
         *
         *     Roles: owner, admin
         */
        delete: operations["delete_account"];
        options?: never;
        head?: never;
        /**
         * Change an account
         * @description Changes an account; what is not given stays. version: the one that the caller has seen
         *
         *     Roles: owner, admin
         */
        patch: operations["update_account"];
        trace?: never;
    };
    "/api/v2/accounts/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive an account or bring it back
         * @description Takes an account out of use, or brings it back
         *
         *     Roles: owner, admin
         */
        post: operations["archive_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/accounts/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to an account
         * @description What was done to an account, the latest first, for everybody who can read it. sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_account_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes
         * @description Changes, the latest first. entity, entity_id, member_id, action: any of these, as in department, account, … and created, updated, …; since inclusive, until exclusive; sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/balance-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recompute balances
         * @description Recomputes all balances of the current organization, and returns what differs. From the entries: nothing differs
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["check_balances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/branding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what a page shows before a log-in
         * @description What anybody may see of the current organization, logged in or not. Name, colours, locale, and whether there is a logo
         */
        get: operations["get_branding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List budgets
         * @description Budgets, those that begin last first. department_id, account_id, category_id: any of these; month, from_month, to_month: any day of a month, bounds inclusive: those whose span has a day in them; day: those whose span has that day; sort: month (the first day), amount, spent, remaining or id, with - before it the largest first, by default -month; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_budgets"];
        put?: never;
        /**
         * Create a budget
         * @description Gives a department money from an account for a month or another span. month: any day of it; with until, the last day of a span, its first day; category_id: what it may be spent on, with those below it, NULL or 0 for anything
         *
         *     Roles: owner, admin
         */
        post: operations["create_budget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/budgets/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy budgets for another period
         * @description Makes the budgets of a month, quarter or year again for another. All of them or none. from_day, to_day: any day of these; factor: more than 0, with up to 6 decimals; period: month, quarter or year; preview: true tells what would be made, and makes nothing. Those whose span is within the period are copied; those that exist already are left out and told
         *
         *     Roles: owner, admin
         */
        post: operations["copy_budgets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/budgets/total": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Total budgets
         * @description Count and sums of the budgets that list_budgets() has. With the same filters: one row, or, by any of month (that in which a span begins), department and account, one for each. Each budget counts whole
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["total_budgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/budgets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a budget
         * @description The budget with an id
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_budget"];
        put?: never;
        post?: never;
        /**
         * Delete a budget
         * @description Deletes a budget without expenses; its money goes back to the account
         *
         *     Roles: owner, admin
         */
        delete: operations["delete_budget"];
        options?: never;
        head?: never;
        /**
         * Change a budget
         * @description Changes a budget; what is not given stays. The difference goes back to the account or comes from it; what is spent of it stays, whatever its span and category become. version: the one that the caller has seen; until NULL: a month; category_id NULL or 0: any
         *
         *     Roles: owner, admin
         */
        patch: operations["update_budget"];
        trace?: never;
    };
    "/api/v2/budgets/{id}/carry-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Carry over what is left of a budget
         * @description Transfers what is left of a budget that has ended to the next one. That is the one of the same department, account and category which begins the day after
         *
         *     Roles: owner, admin
         */
        post: operations["carry_over_budget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/budgets/{id}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Forecast a budget
         * @description What a budget comes to at the pace so far, and from what that is worked out
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["forecast_budget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/budgets/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a budget
         * @description What was done to a budget, the latest first, for everybody who can read it. sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_budget_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/budgets/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move money to another budget
         * @description Moves money from a budget to another one, in one step. Where they are of different accounts it goes from that of the first to that of the other, too. Returns the first. version: that of the first
         *
         *     Roles: owner, admin
         */
        post: operations["transfer_budget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List categories
         * @description Categories, the newest first. contains: text in the code or name; parent_id: those right below any of these; archived: NULL for both; sort: id, name or code, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_categories"];
        put?: never;
        /**
         * Create a category
         * @description Creates a category. name: 1 to 100 characters, unique among those in use; parent_id: the category above, by default at the top, at most five levels; code: what books call it, up to 20 characters, unique as well
         *
         *     Roles: owner, admin
         */
        post: operations["create_category"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a category
         * @description The category with an id
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_category"];
        put?: never;
        post?: never;
        /**
         * Delete a category
         * @description Deletes a category that nothing refers to
         *
         *     Roles: owner, admin
         */
        delete: operations["delete_category"];
        options?: never;
        head?: never;
        /**
         * Change a category
         * @description Changes a category; what is not given stays. parent_id NULL or 0 brings it to the top, and what is below moves with it; code NULL or empty takes the code away. version: the one that the caller has seen
         *
         *     Roles: owner, admin
         */
        patch: operations["update_category"];
        trace?: never;
    };
    "/api/v2/categories/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a category or bring it back
         * @description Takes a category out of use, or brings it back. Expenses keep it. version: the one that the caller has seen
         *
         *     Roles: owner, admin
         */
        post: operations["archive_category"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/categories/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a category
         * @description What was done to a category, the latest first, for everybody who can read it. sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_category_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List departments
         * @description Departments, the newest first. contains: text in the name; archived: NULL for both; sort: id or name, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_departments"];
        put?: never;
        /**
         * Create a department
         * @description Creates a department. name: 1 to 100 characters, unique among those in use
         *
         *     Roles: owner, admin
         */
        post: operations["create_department"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/departments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a department
         * @description The department with an id
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_department"];
        put?: never;
        post?: never;
        /**
         * Delete a department
         * @description Deletes a department that nothing refers to
         *
         *     Roles: owner, admin
         */
        delete: operations["delete_department"];
        options?: never;
        head?: never;
        /**
         * Change a department
         * @description Changes a department; what is not given stays. approver_id NULL or 0 takes the approver away. version: the one that the caller has seen
         *
         *     Roles: owner, admin
         */
        patch: operations["update_department"];
        trace?: never;
    };
    "/api/v2/departments/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a department or bring it back
         * @description Takes a department out of use, or brings it back
         *
         *     Roles: owner, admin
         */
        post: operations["archive_department"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/departments/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a department
         * @description What was done to a department, the latest first, for everybody who can read it. sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_department_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/email-changes/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an e-mail address
         * @description Confirms a new e-mail address with the token of a link, once. All sessions of the member end, and the old address is told
         */
        post: operations["confirm_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what changes
         * @description What has changed after an event, the earliest first, at most 500. last_event_id: NULL: nothing now, but what changes from now on follows. Each role sees what it may read. Over HTTP the stream goes on, and last_event_id is also the header Last-Event-ID
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List expenses
         * @description Expenses, the newest first by day and id. department_id, budget_id, member_id: any of these. Bounds of dates and amounts are inclusive; contains: text in the description or the merchant; state: draft, submitted, approved, rejected, paying or paid, any of several; waiting_for: the number of the member who has to approve, or me, with what waits for those for whom the caller stands in; category_id: any of these, not what is below them; tag: any of these, in any case; merchant: this one, in any case; paid_with: own or company, any of them; original_currency: in which it was paid, any of these; kind: expense, mileage or per_diem, any of them; booked_from, booked_to: booked on these days, and so approved; sort: spent_on, amount, updated_at or id, with - before it the largest first, by default -spent_on; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_expenses"];
        put?: never;
        /**
         * Create an expense
         * @description Spends from a budget. Where the organization has approval on, it is submitted by that, else approved; draft: neither, and it takes nothing from the budget yet. description: 1 to 300 characters; member_id: whose it is, by default the caller's; of others only for owners, admins and operators; category_id: what it was spent on; merchant: where the money went; notes: of several lines; tags: up to 20, of which the first spelling of each stays; paid_with: own or company; external_id: what another system calls it; billable_to: whom it is charged on to. original_amount, original_currency: as it was paid; with amount NULL it is that times rate, by default the one of the day or the 7 days before. tax_code: of the organization's taxes; tax_rate: percent instead; tax_amount: as printed, by default what the rate comes to; kind: expense, mileage or per_diem; quantity: the distance or the days, with amount NULL times the rate of rate_code, where it is in its tiers after what the member has handed in of the year; reductions: codes of what is taken off the days
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["create_expense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Work out what an expense costs
         * @description What create_expense() would make of an amount, a currency, a quantity and a tax. Arguments are those of create_expense(); nothing is entered
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["price_expense"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List similar expenses
         * @description Expenses of the same amount and about the same day, the newest first. They may be one, entered twice. spent_on: they are at most 3 days from it; amount, or original_amount and original_currency, which count then alone: as it was paid; except_id: one that is not meant, as it is this; kind: of this kind alone; after: the position that the page before gave; page_size: 1 to 200. What was rejected is not among them
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_similar_expenses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/total": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Total expenses
         * @description Count and sum of the expenses that list_expenses() has. With the same filters: one row, or, by any of month, department, member, budget, state, category, merchant, tag, paid_with, original_currency, kind, tax_code, tax_rate and booked_month, one for each. Merchants and tags are the same in any case. An expense with two tags counts for each
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["total_expenses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{expense_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the comments on an expense
         * @description Comments on an expense, the latest first, for everybody who can read it. sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_comments"];
        put?: never;
        /**
         * Comment on an expense
         * @description Comments on an expense. What was said stays: nobody changes or deletes it. comment: 1 to 2000 characters, in lines; mentions: numbers of up to 20 members, who have it in their inbox. Who may do so in which state is in expense_permissions(): comment
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["add_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{expense_id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the receipts of an expense
         * @description The receipts of an expense, the first one first, without their content
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_receipts"];
        put?: never;
        /**
         * Add a receipt
         * @description Adds a receipt to an expense. name: of the file, 1 to 200 characters; content: a JPEG, PNG, WebP, HEIC or PDF by its content, whatever it is called, as large as the organization's receipt_megabytes. Where the same file is a receipt of other expenses, the answer says of which, and whose they are. Who may do so in which state is in expense_permissions(): attach
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["add_receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{expense_id}/receipts/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a receipt
         * @description The content of a receipt. range: which part of it, as the header Range says it, bytes=0-1023; only that is read then; if_range: unless this is its entity tag, the whole
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_receipt"];
        put?: never;
        post?: never;
        /**
         * Remove a receipt
         * @description Removes a receipt from its expense. Who may do so in which state is in expense_permissions(): detach
         *
         *     Roles: owner, admin, approver, member
         */
        delete: operations["delete_receipt"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an expense
         * @description The expense with an id
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_expense"];
        put?: never;
        post?: never;
        /**
         * Delete an expense
         * @description Deletes an expense; its money goes back to the budget
         *
         *     Roles: owner, admin, approver, member
         */
        delete: operations["delete_expense"];
        options?: never;
        head?: never;
        /**
         * Change an expense
         * @description Changes an expense; what is not given stays. The difference goes back to the budget or comes from it. version: the one that the caller has seen. Who may do so in which state is in expense_permissions(): update, or, of budget, category, tags, billable_to and tax, recode. category_id NULL or 0 takes it away, and so does NULL or nothing merchant, notes, tags, external_id and billable_to; original_amount or original_currency NULL: both, with the rate; rate NULL: amount stays; tax_amount NULL: code and rate as well. Where day, original amount or currency become others, the amount follows, and tax follows it, unless they are given; a currency or tax code that is given has the rate of the day. quantity or rate_code NULL: both, amount stays; where they, the day, the member or reductions are others it is worked out again. member_id: whose it is; another's only for owners, admins and operators, who do not approve it then, nor does whose it was
         *
         *     Roles: owner, admin, approver, member
         */
        patch: operations["update_expense"];
        trace?: never;
    };
    "/api/v2/expenses/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve an expense
         * @description Approves an expense that waits for the caller: it is spent. Or for a member whose deputy the caller is today. Where the policy asks others behind them, it stays submitted and waits for the next
         *
         *     Roles: owner, admin, approver
         */
        post: operations["approve_expense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/approve-less": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve less than was submitted
         * @description Approves less than was submitted: a split whose rest is rejected. amount: less than that of the expense, which becomes the part that is approved; the rest is another part, and rejected with the reason, 1 to 150 characters. The budget has the rest back
         *
         *     Roles: owner, admin, approver
         */
        post: operations["approve_less"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain where an expense is
         * @description Whose turn it is with an expense, why, and what the caller may do
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["explain_expense"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to an expense
         * @description What was done to an expense, the latest first, for everybody who can read it. sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_expense_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge the parts of an expense
         * @description Makes one expense of the parts of a split again. id: any of them. The whole has the number, the budget and the category of the first part, and the tax of all; its percent where they have the same
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["merge_split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have an expense wait for somebody else
         * @description Has an expense wait for another member. member_id: an active owner, admin or approver, and neither whose it is, nor who entered or submitted it
         *
         *     Roles: owner, admin
         */
        post: operations["reassign_expense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back an expense
         * @description Takes back your own expense that you submitted: a draft again
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["recall_expense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject an expense
         * @description Rejects an expense; the budget has its money back. reason: 1 to 150 characters, for whose it is. What is approved already only owners and admins reject
         *
         *     Roles: owner, admin, approver
         */
        post: operations["reject_expense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Split an expense
         * @description Splits an expense into parts that are booked apart, and returns them. parts: 2 to 20 objects. Each has amount, or each has share: a weight, by which the amount is shared out to the unit. A part may have budget_id, category_id, billable_to, tax_code, tax_rate and tax_amount; what it does not have is as it was. The first part keeps the number of the expense; receipts and comments are of all. What was paid in another currency is shared out by the amounts, and so is the tax, unless a part has one: then each has what its own amount comes to. Who may do so in which state is in expense_permissions(). version: the one that the caller has seen
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["split_expense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit an expense
         * @description Submits a draft, or what was rejected, to be approved. The budget keeps the money for it. It waits for the approver of the budget's department, else the member's own, else another admin or owner; where there is none it waits for nobody. Without approval in the organization it is approved by that. A distance is worked out again, as it begins where what was handed in meanwhile ends
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["submit_expense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/expenses/{id}/unapprove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back an approval
         * @description Takes back an approval: the expense is submitted again
         *
         *     Roles: owner, admin
         */
        post: operations["unapprove_expense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what others did to what is mine
         * @description What is new for the caller: expenses, mentions, budgets that run out. What others did to the caller's expenses, comments that mention the caller, budgets of which 80 or 100 percent are taken; the latest first. unread: NULL for all, else only what is, or is not; sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_inbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/inbox/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count what is unread and what waits
         * @description What is unread in the caller's inbox, and what waits for the caller, as numbers. up_to is for read_inbox(): read before the list, it marks nothing as read that the list had not yet
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["inbox_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/inbox/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark the inbox as read
         * @description Notes that the caller has read the inbox up to a change; never back. up_to: its number, by default that of inbox_count(). What may yet come is not marked
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        post: operations["read_inbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite a member
         * @description Invites a member: the token in the answer is shown once, and good for 7 days
         *
         *     Roles: owner, admin
         */
        post: operations["invite_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Makes whoever was invited an active member, and logs them in. password: the one that they choose. They get a ticket where the organization requires a second factor of the role. Names that are not given stay as they were in the invitation. cookies: the tokens come in a cookie instead, for browsers. device_token: empty, to get one for the next log-in on this device; a cookie has its own
         */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get yourself
         * @description The member who is logged in
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your names and your deputy
         * @description Changes the names of the member who is logged in, and who stands in for them. What is not given stays, NULL takes away what is there; without a deputy there are no days
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        patch: operations["update_me"];
        trace?: never;
    };
    "/api/v2/me/bank-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your bank account
         * @description The bank account of whoever is logged in
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_my_bank_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set your bank account
         * @description Sets your own bank account, to which your expenses are paid back. iban: with or without blanks, NULL or an empty text for none
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        patch: operations["set_my_bank_account"];
        trace?: never;
    };
    "/api/v2/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for another e-mail address
         * @description Asks for another e-mail address of your own. A link goes to the new one, a notice to the present one
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        post: operations["request_email_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password
         * @description Changes your password, and ends your other sessions. A wrong old password is counted like a failed log-in, and so it is no error: see failure in the answer (422 or 429)
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your preferences
         * @description How the member who is logged in wants the application to look
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_preferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your preferences
         * @description Changes how the application looks for you; what is not given stays. NULL takes away what is there, of columns and views all lists. columns, views: objects with a list for each list of the application that is to be replaced, or null to take it away. columns: at most 40 names; views: at most 50, each with a name of 1 to 60 characters and a query of at most 2,000. Names of lists and columns: letters from a to z and underscores; 20 lists, 16 KiB in all. It is not in the audit
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        patch: operations["update_preferences"];
        trace?: never;
    };
    "/api/v2/me/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get new recovery codes
         * @description New recovery codes in place of all earlier ones
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        post: operations["renew_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your second factor
         * @description Your second factor
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_second_factor"];
        put?: never;
        /**
         * Begin a second factor
         * @description A new secret for an authenticator. It becomes your second factor with its first code: confirm_second_factor()
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        post: operations["begin_second_factor"];
        /**
         * Remove your second factor
         * @description Takes your second factor away, and ends your other sessions
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        delete: operations["remove_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/me/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a second factor
         * @description Makes the authenticator of begin_second_factor() your second factor. It takes the place of another, ends your other sessions, and gives recovery codes. code: its six digits
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        post: operations["confirm_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members
         * @description Members, the newest first. contains: text in the name or the e-mail address; role: owner, admin, approver, member or auditor; status: invited, active or deactivated; of these and of department_id several, any of which; sort: id, name (the last name first) or email, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_members"];
        put?: never;
        /**
         * Add a member with a password
         * @description Adds an active member with a password of 10 to 200 characters. Names: up to 40 characters; employee_number: up to 20
         *
         *     Roles: owner, admin
         */
        post: operations["create_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/first": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register as the owner of a new organization
         * @description Makes the first member of a new organization, its owner. Switched off except for API v1, unless outlay.first_member_in_v2
         */
        post: operations["register_first_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a member
         * @description The member with an id
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_member"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a member
         * @description Changes a member; what is not given stays, NULL takes away what is there. department_id, approver_id or deputy_id 0 and an empty text do so, too; without a deputy there are no days. version: the one that the caller has seen
         *
         *     Roles: owner, admin
         */
        patch: operations["update_member"];
        trace?: never;
    };
    "/api/v2/members/{id}/bank-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the bank account of a member
         * @description The bank account of a member, for those who pay
         *
         *     Roles: owner, admin
         */
        get: operations["get_member_bank_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set the bank account of a member
         * @description Sets the bank account of a member. iban: with or without blanks, NULL or an empty text for none
         *
         *     Roles: owner, admin
         */
        patch: operations["set_member_bank_account"];
        trace?: never;
    };
    "/api/v2/members/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deactivate a member
         * @description Ends all sessions of a member and refuses new ones
         *
         *     Roles: owner, admin
         */
        post: operations["deactivate_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a member's e-mail address
         * @description Changes the e-mail address of a member; of one who is invited, at once. A link to confirm it goes to the new one or, where no mail is sent, to you, to pass it on. Of who is invited it is a new invitation, and the one before is void
         *
         *     Roles: owner, admin
         */
        post: operations["change_member_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a member
         * @description What was done to a member, the latest first. Of others only owners, admins and auditors see it, who read the audit. sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_member_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite a member again
         * @description Makes a new token for somebody who is invited; the one before is void
         *
         *     Roles: owner, admin
         */
        post: operations["reinvite_member"];
        /**
         * Withdraw an invitation
         * @description Takes back an invitation that nobody has accepted: its token is void at once. The member is gone, the address can be invited anew, and the mail is not sent if that is still to be. version: the one that the caller has seen
         *
         *     Roles: owner, admin
         */
        delete: operations["withdraw_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a member a link for a new password
         * @description Sends a member a link to choose a new password. On a server that sends no mail, gives it to you to pass on
         *
         *     Roles: owner, admin
         */
        post: operations["issue_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reactivate a member
         * @description Lets a deactivated member in again, with the old password. Who never had one is invited, and gets a token by reinvite_member()
         *
         *     Roles: owner, admin
         */
        post: operations["reactivate_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a member another role
         * @description Gives a member another role
         *
         *     Roles: owner, admin
         */
        put: operations["change_role"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take the second factor from a member
         * @description Takes the second factor from a member who has lost it, and ends their sessions. Be sure who asks for it
         *
         *     Roles: owner, admin
         */
        delete: operations["reset_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/members/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End the sessions of a member
         * @description Ends all sessions of a member, and returns how many there were
         *
         *     Roles: owner, admin
         */
        delete: operations["end_member_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the organization
         * @description Name and settings of the current organization
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings of the organization
         * @description Changes the settings of the current organization. What is not given stays, NULL or an empty text goes back to the default of the operator. display_name: 1 to 100 characters; primary_color, accent_color: #rrggbb; locale: a language tag, like de-AT; time_zone: a name, like Europe/Vienna; over_budget, over_account, outside_month: refuse, warn or allow; second_factor_roles: roles whose members must have a second factor, like owner admin, or none; approval: on or off; receipt_megabytes: 1 to 25; currency: ISO 4217, as long as there are no amounts
         *
         *     Roles: owner, admin
         */
        patch: operations["update_organization"];
        trace?: never;
    };
    "/api/v2/organization-address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell the address that a new organization would have
         * @description What a new organization of a name would be called in addresses. Nothing is kept for it: sign_up() may find that somebody was quicker. slug: the one that is wished for, by default made from the name
         */
        get: operations["check_address"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organization/bank-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the bank account of the organization
         * @description The bank account from which the organization pays, for those who do
         *
         *     Roles: owner, admin
         */
        get: operations["get_organization_bank_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set the bank account of the organization
         * @description Sets the bank account from which the organization pays. What is not given stays, NULL or an empty text takes it away. iban: with or without blanks; holder: the name that transfers have, up to 70 characters, by default that of the organization
         *
         *     Roles: owner, admin
         */
        patch: operations["set_organization_bank_account"];
        trace?: never;
    };
    "/api/v2/organization/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the logo
         * @description The logo of the current organization, for anybody
         */
        get: operations["get_logo"];
        /**
         * Set the logo
         * @description Gives the current organization a logo. A PNG, JPEG, WebP or GIF by its first bytes, of at most 65,536 bytes and 2,048 pixels in width and height. Everybody may see it
         *
         *     Roles: owner, admin
         */
        put: operations["set_logo"];
        post?: never;
        /**
         * Delete the logo
         * @description Takes the logo from the current organization
         *
         *     Roles: owner, admin
         */
        delete: operations["delete_logo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an organization with its owner
         * @description Creates an organization, its owner, and the first session of the owner. Go on at the host in the answer. name, business_email, business_phone, slug, currency: of the organization, the slug is made from the name where it is not given; email, password, first_name, last_name: of the owner; device_token: empty, to get one for the owner's next log-in; categories: the language, en, fr, de or sw, of the categories that it begins with, by default none
         */
        post: operations["sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/organizations/{organization_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find an organization
         * @description Where the organization with a public ID, like ACM-4095, is
         */
        get: operations["find_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/owed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is owed to whom
         * @description What is owed to whom, the largest sum first. Owed is what is approved, was a member's own money, and is in no payment. member_id: any of these; min_amount: sums from this on; contains: text in a name or an e-mail address; sort: amount, name or id, with - before it the largest first, by default -amount; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["list_owed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password
         * @description Asks for a mail with a link to choose a new password. The answer is the same for an address that nobody has, and takes as long; more than three an hour for one address are not sent. A client that asks too often gets too_many_attempts (429)
         */
        post: operations["request_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/password-resets/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password
         * @description Chooses a new password with the token of a link, once. Ends all sessions of the member, who then logs in, with the second factor if there is one
         */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments
         * @description Payments, the newest first. state: open, exported, paid or cancelled, any of several; sort: id, amount or execute_on, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["list_payments"];
        put?: never;
        /**
         * Make a payment
         * @description Makes a payment of what is owed to all others, to some members, or of expenses. member_id: all that is owed to these; expense_id: these alone; without either all that is owed, but not to the caller, who pays nothing to themselves; execute_on: when the bank is to pay, by default today. All of it or nothing
         *
         *     Roles: owner, admin
         */
        post: operations["create_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a payment
         * @description The payment with an id
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["get_payment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments/{id}/bounce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that money of a payment came back
         * @description Notes that money of a payment came back: the expenses are owed again. Either member_id: all that the payment has for this member; or expense_id: this one. The payment stays what it is
         *
         *     Roles: owner, admin
         */
        post: operations["bounce_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a payment
         * @description Cancels a payment that was not made: its expenses are owed again
         *
         *     Roles: owner, admin
         */
        post: operations["cancel_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that a payment was made
         * @description Confirms that a payment was made: its expenses are paid. paid_on: when, by default today. All of them or none
         *
         *     Roles: owner, admin
         */
        post: operations["confirm_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments/{id}/expenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the expenses of a payment
         * @description The expenses that are in a payment. member_id: those of any of these; sort: id, amount or spent_on, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["list_payment_expenses"];
        put?: never;
        /**
         * Put an expense into a payment
         * @description Puts an expense that is owed into a payment. It is open again if it was exported
         *
         *     Roles: owner, admin
         */
        post: operations["add_payment_expense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments/{id}/expenses/{expense_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an expense out of a payment
         * @description Takes an expense out of a payment; it is owed again. The payment is open again if it was exported
         *
         *     Roles: owner, admin
         */
        delete: operations["remove_payment_expense"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export a payment
         * @description A payment as a file for a bank; this pays nothing, and can be repeated. format: pain.001.001.09 or pain.001.001.03 for SEPA, or csv. The file is the same each time, under the same message id; renew: where it has become another since, a new one under a new message id
         *
         *     Roles: owner, admin
         */
        post: operations["export_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a payment
         * @description What was done to a payment, the latest first. sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["list_payment_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/payments/{id}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the transfers of a payment
         * @description What a payment transfers to each member, the largest sum first. sort: amount, name or id, with - before it the largest first, by default -amount; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["list_payment_transfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List days that were closed or opened again
         * @description Days that were closed or opened again, the latest first. Without totals and accrued, which get_period() has. sort: id, or, by default, -id; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["list_periods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/periods/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close all days until one
         * @description Closes all days until one: nothing is booked on them any more. What is booked on them stays as it is; what is approved later is booked on the first day that is open. Waits for those who are booking. The sums are kept in the audit, with what was submitted and not approved. until: before today, where the organization is
         *
         *     Roles: owner
         */
        post: operations["close_period"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/periods/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what closing would close
         * @description What close_period() would close now: sums, and what is not approved yet. Nothing is closed
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["preview_period"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/periods/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open closed days again
         * @description Opens closed days again. reason: 1 to 300 characters, for the audit; until: the last day that stays closed, NULL: none does. What was booked later because they were closed stays where it is
         *
         *     Roles: owner
         */
        post: operations["reopen_period"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/periods/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get days that were closed or opened again
         * @description What was closed or opened again by a change, with all that was noted
         *
         *     Roles: owner, admin, auditor
         */
        get: operations["get_period"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the policy
         * @description The policy in force: what members may spend, for all of them to know
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_policy"];
        /**
         * Set the policy
         * @description Puts a policy in force, in place of the one before. policy: as get_policy_schema() has it, at most 16,384 bytes; an empty object has no rules. It holds for what is submitted, approved and changed from then on
         *
         *     Roles: owner, admin
         */
        put: operations["set_policy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/policy/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the JSON Schema of policies
         * @description What a policy may say, as a JSON Schema
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_policy_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/policy/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a policy
         * @description Tries a draft of a policy over the expenses that there are; changes nothing. policy: as for set_policy(), by default the one in force; from_date, to_date: days of the expenses, both included, NULL for no bound; change: of the expenses that are listed, those that only_draft, only_in_force or both find, by default all; after, page_size: which of them. A limit of a day or month counts in the order of days and numbers
         *
         *     Roles: owner, admin, auditor
         */
        post: operations["try_policy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List rates
         * @description Rates, the latest first. kind: exchange, tax, mileage, per_diem or reduction, code: any of these; from_date, to_date: those that began between these days, inclusive; sort: since or code, with - before it the largest first, by default -since; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_rates"];
        /**
         * Set a rate
         * @description Says what a rate is from a day on, until the next one. kind: exchange, tax, mileage, per_diem or reduction; code: of exchange the currency, of others what the organization calls it, 1 to 20 characters; since: the first day; value: of exchange what one unit of the currency is in the organization's, up to 12 digits before and behind the point; of tax percent of the net, below 1,000, up to 4 decimals, of mileage and per_diem what one comes to, of reduction percent of a day, at most 100. from_quantity: of mileage the distance of the year from which on it is so; the tiers of a code of one day are one table, at most 50; unit: of mileage km or mile, as others of the code. What there is of that day, from that quantity on, becomes this. Expenses that are there already stay as they are
         *
         *     Roles: owner, admin
         */
        put: operations["set_rate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rates/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import exchange rates
         * @description Takes exchange rates from a file; without hash it only says what it would do. content: lines of a day and units of each currency for one of the base (Date,USD,JPY), or lines of day,currency,rate with what one unit is in the base; separated by ; , or tab. base: by default EUR of the first, of the second the organization's own; what is in another is converted, divided once to 12 decimals. since: days before it are left out; decimal_mark: point or comma; days: how they are written; encoding: utf-8, which UTF-16 with its mark is told from, or windows-1252; hash: that of the preview, which confirms it. What there is of a day becomes what the file says; expenses stay as they are
         *
         *     Roles: owner, admin
         */
        post: operations["import_rates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/rates/{kind}/{code}/{since}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a rate
         * @description Deletes a rate; the one before it goes on. Expenses that were entered with it stay as they are. from_quantity: of mileage the tier
         *
         *     Roles: owner, admin
         */
        delete: operations["delete_rate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/recurring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List recurring expenses
         * @description Expenses that come again, the newest first. member_id, department_id: any of these; sort: id, next_on (what has no day any more is last) or amount, with - before it the largest first, by default -id; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_recurring"];
        put?: never;
        /**
         * Have an expense come again
         * @description Has an expense come again. On each day the worker makes one, of the budget that the department has for that day: a draft where the organization has approval on, else what create_expense() makes. every: day, week, month, quarter or year; first_on: from this day on, days that are past are none; on_day: the day of the week, 1 is Monday, or of the month, where a shorter one has its last, by default (NULL or 0) that of first_on; until: up to this day; account_id: of which account the budget is, NULL or 0 for any; member_id: whose it is, by default the caller's, of others only for owners, admins and operators. The rest is as in create_expense()
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["create_recurring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/recurring/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview the days of a recurring expense
         * @description The next days from today on that create_recurring() would have. Arguments are those of create_recurring(); first_on: by default today; count: how many days, 1 to 50
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["preview_recurring"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/recurring/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a recurring expense
         * @description The recurring expense with an id
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["get_recurring"];
        put?: never;
        post?: never;
        /**
         * Delete a recurring expense
         * @description Deletes a recurring expense, and returns it as it was. What was made of it stays
         *
         *     Roles: owner, admin, approver, member
         */
        delete: operations["delete_recurring"];
        options?: never;
        head?: never;
        /**
         * Change a recurring expense
         * @description Changes a recurring expense; what is not given stays. What was made of it stays as well. Other days count from today; what is due stays due where the days stay. version: the one that the caller has seen; on_day NULL or 0: that of first_on; until NULL: without end; account_id NULL or 0: any; category_id NULL or 0 takes it away, and so does NULL or nothing merchant, notes, tags and billable_to
         *
         *     Roles: owner, admin, approver, member
         */
        patch: operations["update_recurring"];
        trace?: never;
    };
    "/api/v2/recurring/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a recurring expense
         * @description What was done to a recurring expense, the latest first. sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to 200
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_recurring_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/recurring/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a recurring expense
         * @description Has a recurring expense make nothing until it is resumed
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["pause_recurring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/recurring/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a recurring expense
         * @description Has a paused recurring expense go on from today. What was due meanwhile is not made
         *
         *     Roles: owner, admin, approver, member
         */
        post: operations["resume_recurring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sessions
         * @description Your own sessions, the newest first. 50 at most, since a further log-in ends the oldest
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        get: operations["list_sessions"];
        put?: never;
        /**
         * Log in
         * @description Opens a session, or gives a ticket for the second half of a log-in. See next in the answer. cookies: the tokens come in a cookie, which scripts cannot read, instead of in the answer; for browsers. device_token: the one that an earlier log-in on this device gave, with which others' wrong guesses do not count; empty: give me one; a cookie has its own. Failures are counted, and so they are no error: see failure in the answer, wrong_credentials (401) or too_many_attempts (429, with the seconds to wait)
         */
        post: operations["log_in"];
        /**
         * End your other sessions
         * @description Ends all of your sessions except the one that asks. Returns how many there were
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        delete: operations["end_other_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a new access token alone
         * @description A new access token, for clients that cannot keep a new refresh token. Theirs stays, and ends when it would have. See failure in the answer (401): invalid_refresh_token or refresh_token_reused
         */
        post: operations["renew_access"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm your session
         * @description Confirms your session for ten minutes, and gives it new tokens. As a log-in does (setting outlay.confirmation_lifetime). code: of the authenticator, or a recovery code, where you have a second factor. cookies: the tokens come in a cookie; for a caller with a cookie they always do. Failures are counted, and so they are no error: see failure in the answer, wrong_password or wrong_code (422) or too_many_attempts (429, with the seconds to wait)
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        post: operations["confirm_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Log out
         * @description Ends the session that asks, and takes it out of the cookie
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        delete: operations["log_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a new pair of tokens
         * @description A new pair of tokens; the old pair is void. Without refresh_token it is that of the cookie, and the new pair is in the cookie too; cookies: the pair of refresh_token becomes a cookie. Using an old refresh token again ends the session. See failure in the answer (401): invalid_refresh_token, refresh_token_reused, or second_factor_required, where the organization requires one since then and the session has been ended
         */
        post: operations["refresh_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish a log-in
         * @description Finishes a log-in with its ticket and a code. Of the authenticator, also of one that is being set up, or a recovery code. cookies: the tokens come in a cookie, for browsers. Failures are counted, and so they are no error: see failure in the answer, invalid_ticket or wrong_code (401) or too_many_attempts (429, with the seconds to wait)
         */
        post: operations["continue_log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions/second-factor/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a second factor at log-in
         * @description A new secret for an authenticator, in the middle of a log-in. For whom a log-in told to set one up (next: second_factor_setup). Its first code finishes the log-in: continue_log_in()
         */
        post: operations["set_up_at_log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your sessions
         * @description Ends one of your own sessions
         *
         *     Roles: owner, admin, approver, member, auditor
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @description the kind of failure, for programs */
            code: string;
            /** @description what to do about it */
            hint?: string;
            type: string;
            title: string;
            /** @description what went wrong, for people */
            detail: string;
            errors?: {
                code: string;
                field: string;
                message: string;
            }[];
            status: number;
            request_id?: string;
        };
        /** @description API v1: detail, or what is wrong by field */
        V1Problem: Record<string, never>;
        /** @description An account; balance: its deposits less its budgets */
        account_record: {
            /**
             * Format: int64
             * @description Number of the account
             */
            id: number;
            /** @description What the caller may do with it */
            can: ("update" | "deposit" | "archive" | "restore" | "delete")[];
            /** @description 1 to 100 characters, unique among accounts in use */
            name: string;
            /**
             * Format: decimal
             * @description Money in it: deposits less budgets, in the currency
             */
            balance: string;
            /**
             * Format: int32
             * @description Counts the changes; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed, UTC
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it was taken out of use, UTC; NULL: it is in use
             */
            archived_at: string | null;
        };
        /** @description What a new organization would be called in addresses */
        address_check: {
            /** @description Host name that follows from it */
            host: string;
            /** @description Name in addresses: the one that was asked for, or, where it is taken, the first like it that is free; NULL: chosen at sign-up */
            slug: string | null;
            /** @description Whether another organization has the name, however it is written */
            name_taken: boolean;
            /** @description Whether the slug that was asked for leads elsewhere */
            slug_taken: boolean;
        };
        /** @description A change: when, who (a member, else the database role), what, before and after */
        audit_record: {
            /**
             * Format: date-time
             * @description When, UTC
             */
            at: string;
            /**
             * Format: int64
             * @description Number of the change, rising
             */
            id: number;
            /** @description The record after; NULL: there is none */
            after: unknown;
            /** @description What was done: created, updated, deleted, … */
            action: string;
            /** @description The record before; NULL: there was none */
            before: unknown;
            /** @description What it was done to: department, account, expense, … */
            entity: string;
            /**
             * Format: int64
             * @description Its number; NULL: the organization, which has none
             */
            entity_id: number | null;
            /**
             * Format: int64
             * @description Who did it; NULL: nobody logged in, see database_role
             */
            member_id: number | null;
            /** @description Role in the database that did it: outlay_web over HTTP */
            database_role: string;
        };
        /** @description A balance that is not what its entries add up to: of an account, what is spent or committed of a budget, how many receipts an expense has, what is in a payment, or what was noted of closed days */
        balance_difference: {
            /**
             * Format: int64
             * @description Its number
             */
            id: number;
            /**
             * Format: decimal
             * @description What its row says
             */
            kept: string;
            /** @description account, budget for what is spent of one, committed, receipts for how many an expense has, with the other parts of its whole; split for the first part of that; payment for its amount, payment_expenses for how many it has, none once it is cancelled, payment_paid for how many of them are paid; period for the sum of closed days, period_count for how many were booked on them, period_tax for their tax */
            entity: string;
            /**
             * Format: decimal
             * @description What its entries add up to
             */
            computed: string;
        };
        /** @description The bank account of a member, or of the organization */
        bank_account_record: {
            /** @description Its IBAN, in capitals without blanks; in the audit the last four characters; NULL: there is none */
            iban: string | null;
            /** @description Name that transfers have; NULL: the organization's own, what it is displayed as */
            holder: string | null;
            /**
             * Format: int32
             * @description That of the member, or of the organization
             */
            version: number;
            /**
             * Format: int64
             * @description Whose it is; NULL: the organization's
             */
            member_id: number | null;
            /**
             * Format: date-time
             * @description When the member, or the organization, was last changed, UTC
             */
            updated_at: string;
        };
        /** @description What a page shows of an organization before anybody has logged in */
        branding_record: {
            /** @description Language and region, a tag of BCP 47: de-AT */
            locale: string;
            /** @description Media type of the logo; NULL: there is none */
            logo_type: string | null;
            /**
             * Format: int32
             * @description Width of the logo in pixels; NULL: there is none
             */
            logo_width: number | null;
            /**
             * Format: int32
             * @description Height of the logo in pixels; NULL: there is none
             */
            logo_height: number | null;
            /** @description Second colour, #rrggbb */
            accent_color: string;
            /** @description What its people read above every page */
            display_name: string;
            /** @description Main colour, #rrggbb */
            primary_color: string;
            /** @description Black or white, whichever is easier to read on the second colour */
            accent_text_color: string;
            /** @description Black or white, whichever is easier to read on the main colour */
            primary_text_color: string;
        };
        /** @description What becomes of a budget that is copied. outcome: made; exists, nothing or archived: it is left out */
        budget_copy: {
            /**
             * Format: date
             * @description First day of the span of the new one
             */
            month: string;
            /**
             * Format: date
             * @description Last day of the span of the new one
             */
            until: string;
            /**
             * Format: decimal
             * @description That times the factor, rounded once to the unit of the currency
             */
            amount: string;
            /** @description made; exists: there is one of the same department, account, category and span; nothing: the amount comes to zero; archived: the department, account or category is */
            outcome: string;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: int64
             * @description Number of the one that was made, or that exists; NULL: none, as in a preview
             */
            budget_id: number | null;
            /**
             * Format: int64
             * @description Number of the budget that is copied
             */
            source_id: number;
            /**
             * Format: int64
             * @description Account that the money comes from
             */
            account_id: number;
            /**
             * Format: int64
             * @description It is for this category and those below it; NULL: for any
             */
            category_id: number | null;
            /**
             * Format: decimal
             * @description What the account has once all that is made has its money; negative: more than there is
             */
            account_left: string;
            /**
             * Format: int64
             * @description Department that may spend it
             */
            department_id: number;
            /**
             * Format: decimal
             * @description Money of the one that is copied, in the currency
             */
            source_amount: string;
        };
        /** @description What a budget comes to at the pace so far; expected is taken times days by days_passed, rounded once */
        budget_forecast: {
            /**
             * Format: int32
             * @description How many days the span has
             */
            days: number;
            /**
             * Format: date
             * @description First day of its span
             */
            month: string;
            /**
             * Format: decimal
             * @description What is spent and committed by now
             */
            taken: string;
            /**
             * Format: date
             * @description Today, where the organization is
             */
            today: string;
            /**
             * Format: date
             * @description Last day of its span
             */
            until: string;
            /**
             * Format: decimal
             * @description Money allocated, in the currency
             */
            amount: string;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: decimal
             * @description What will be at the end at this pace; what was, once that has come; NULL before the second day
             */
            expected: string | null;
            /**
             * Format: int64
             * @description Number of the budget
             */
            budget_id: number;
            /**
             * Format: int32
             * @description How many are to come
             */
            days_left: number;
            /**
             * Format: int32
             * @description How many of them have begun, today included
             */
            days_passed: number;
            /**
             * Format: date
             * @description Day of the span on which nothing will be left; NULL: none, or that is so already, or nothing is expected
             */
            exhausted_on: string | null;
            /**
             * Format: decimal
             * @description amount less expected; negative: more than there is; NULL as expected is
             */
            expected_remaining: string | null;
        };
        /** @description A budget. month: its first day; until: its last; category_id: NULL for any; spent: the sum of its approved expenses; committed: of those submitted; remaining: what is left, negative where it is overspent */
        budget_record: {
            /**
             * Format: int64
             * @description Number of the budget
             */
            id: number;
            /** @description What the caller may do with it */
            can: ("update" | "delete" | "transfer" | "carry_over")[];
            /**
             * Format: date
             * @description First day of its span: of a month the first
             */
            month: string;
            /**
             * Format: decimal
             * @description Sum of its approved expenses
             */
            spent: string;
            /**
             * Format: date
             * @description Last day of its span: of a month the last
             */
            until: string;
            /**
             * Format: decimal
             * @description Money allocated, in the currency
             */
            amount: string;
            /**
             * Format: int32
             * @description Counts the changes; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: decimal
             * @description Sum of its submitted expenses, which somebody has to approve
             */
            committed: string;
            /**
             * Format: decimal
             * @description amount less spent and committed; negative: overspent
             */
            remaining: string;
            /**
             * Format: int64
             * @description Account that the money comes from
             */
            account_id: number;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed, UTC
             */
            updated_at: string;
            /**
             * Format: int64
             * @description It is for this category and those below it; NULL: for any
             */
            category_id: number | null;
            /**
             * Format: int64
             * @description Department that may spend it
             */
            department_id: number;
        };
        /** @description What budgets come to: all of them, or those of one month, department, account */
        budget_total: {
            /**
             * Format: int64
             * @description How many budgets
             */
            count: number;
            /**
             * Format: date
             * @description First day of the month in which they begin; NULL where it is not by month
             */
            month: string | null;
            /**
             * Format: decimal
             * @description What of it is spent
             */
            spent: string;
            /**
             * Format: decimal
             * @description Sum of their money, in the currency
             */
            amount: string;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: decimal
             * @description What of it waits for approval
             */
            committed: string;
            /**
             * Format: decimal
             * @description What of it is left; negative where more is spent than there is
             */
            remaining: string;
            /**
             * Format: int64
             * @description Account; NULL where it is not by account
             */
            account_id: number | null;
            /**
             * Format: int64
             * @description Department; NULL where it is not by department
             */
            department_id: number | null;
        };
        /** @description A category: what money is spent on */
        category_record: {
            /**
             * Format: int64
             * @description Number of the category
             */
            id: number;
            /** @description What the caller may do with it */
            can: ("update" | "archive" | "restore" | "delete")[];
            /** @description What books call it, 1 to 20 characters, unique among categories in use; NULL: nothing */
            code: string | null;
            /** @description 1 to 100 characters, unique among categories in use */
            name: string;
            /**
             * Format: int32
             * @description Counts the changes; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /**
             * Format: int64
             * @description Category above; NULL: it is at the top
             */
            parent_id: number | null;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed, UTC
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it was taken out of use, UTC; NULL: it is in use
             */
            archived_at: string | null;
        };
        /** @description A comment on an expense */
        comment_record: {
            /**
             * Format: int64
             * @description Number of the comment, rising; that of its row in the audit
             */
            id: number;
            /** @description What was said, 1 to 2000 characters, in lines */
            comment: string;
            /** @description Members whom it mentions */
            mentions: number[];
            /**
             * Format: int64
             * @description Who said it; NULL: nobody logged in, see database_role
             */
            member_id: number | null;
            /**
             * Format: date-time
             * @description When, UTC
             */
            created_at: string;
            /**
             * Format: int64
             * @description Number of the expense
             */
            expense_id: number;
            /** @description Role in the database that said it: outlay_web over HTTP */
            database_role: string;
        };
        /** @description A department */
        department_record: {
            /**
             * Format: int64
             * @description Number of the department
             */
            id: number;
            /** @description What the caller may do with it */
            can: ("update" | "archive" | "restore" | "delete")[];
            /** @description 1 to 100 characters, unique among departments in use */
            name: string;
            /**
             * Format: int32
             * @description Counts the changes; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed, UTC
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Who approves what is spent from its budgets; NULL: nobody in particular
             */
            approver_id: number | null;
            /**
             * Format: date-time
             * @description When it was taken out of use, UTC; NULL: it is in use
             */
            archived_at: string | null;
        };
        /** @description Money into an account or, negative, out of it; member_id: who entered it */
        deposit_record: {
            /**
             * Format: int64
             * @description Number of the deposit
             */
            id: number;
            /**
             * Format: decimal
             * @description Money, in the currency; negative: taken out
             */
            amount: string;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: int64
             * @description Who entered it; NULL: an operator
             */
            member_id: number | null;
            /**
             * Format: int64
             * @description Account that the money is in
             */
            account_id: number;
            /**
             * Format: date-time
             * @description When it was entered, UTC
             */
            created_at: string;
            /** @description Up to 300 characters, may be empty */
            description: string;
        };
        /** @description A member's new e-mail address */
        email_change: {
            /** @description The new address, to log in with */
            email: string;
            /**
             * Format: int64
             * @description Whose it is
             */
            member_id: number;
            /**
             * Format: int32
             * @description Sessions of the member that were ended
             */
            sessions_ended: number;
        };
        /** @description Something has changed; what it is now, the API tells those who may read it. A published function that returns a set of these is served as text/event-stream */
        event: {
            /**
             * Format: int64
             * @description Number of the change in the audit, rising
             */
            id: number;
            /** @description What was done to what: expense.created, member.role_changed, …; stream.reset: what was seen before is not what there is, read everything anew */
            type: string;
            /**
             * Format: int32
             * @description Its version since, or its last one if it was deleted; NULL: it has none
             */
            version: number | null;
            /**
             * Format: int64
             * @description Number of what was changed; NULL: the organization, which has none
             */
            entity_id: number | null;
        };
        /** @description Why an expense is where it is, and what the caller may do with it */
        expense_explanation: {
            /**
             * Format: int64
             * @description Number of the expense
             */
            id: number;
            /** @description Why that member: department (its approver), member (their own approver), role or person (a step of the policy), administrator (nobody else is named), assigned; no_approver: there is nobody; NULL: it is not submitted */
            rule: string | null;
            /**
             * Format: int32
             * @description Of the steps of the policy, the one at which it waits, from 1, as far as they ask somebody; NULL: there are none
             */
            step: number | null;
            /** @description Of a quantity: how it came to amount, an object: unit, since (first day of the rate), before (what the member had handed in of the year), parts (from: where the tier begins, quantity, value: of one), reductions (code, count, percent of a day), numbers as texts; NULL: there is none */
            basis: unknown;
            /** @description The parts of the whole that it is one of, in the order of their numbers, a list of objects: id, amount (as text), budget_id, category_id, state, waiting_for; NULL: it is not split */
            parts: unknown;
            /** @description draft, submitted, approved, rejected, paying or paid */
            state: string;
            /**
             * Format: int32
             * @description How many those are altogether, as of now; NULL: there are none
             */
            steps: number | null;
            /** @description What the caller may do, as in expense_permissions() */
            allowed: string[];
            /** @description Why not the rest, by action: state (nobody may now), own_expense, waits_for_another, not_yours; approve also: entered_it, submitted_it (for another); schedule also: not_owed (the company paid it, or it is nobody's); update also: part_of_split; merge also: not_split; closed (it is booked on a day that is) */
            refused: unknown;
            /** @description What the policy in force finds in it, a list of objects: path (of the rule in the document, like rules.0), code, field, effect (warn, approve, block), name (of the rule, or null), params (limit and amount, as texts, or limit and days, or currency) */
            findings: unknown;
            /**
             * Format: int64
             * @description Who may approve it today in the place of the member whose turn it is; NULL: nobody
             */
            deputy_id: number | null;
            /** @description Who has approved it before since it was submitted, the first first */
            passed_by: number[];
            /**
             * Format: int64
             * @description Payment that it is in; NULL: none
             */
            payment_id: number | null;
            /**
             * Format: int64
             * @description Member whose turn it is; NULL: nobody's
             */
            waiting_for: number | null;
            /**
             * Format: int64
             * @description Recurring expense that it was made of; NULL: none, or that is gone
             */
            recurring_id: number | null;
            /** @description Who is asked afterwards, as of now */
            still_to_ask: number[];
            /** @description Whether the organization has approval on */
            needs_approval: boolean;
        };
        /** @description What an expense would cost */
        expense_price: {
            /**
             * Format: decimal
             * @description What one unit of original_currency is; NULL: amount was given
             */
            rate: string | null;
            /** @description Of a quantity: what the amount comes from, as explain_expense() has it; NULL: there is none */
            basis: unknown;
            /**
             * Format: decimal
             * @description Money, in the currency
             */
            amount: string;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /** @description What the organization calls its tax; NULL: not said */
            tax_code: string | null;
            /**
             * Format: decimal
             * @description Percent of the net; NULL: not said
             */
            tax_rate: string | null;
            /**
             * Format: decimal
             * @description amount less tax_amount; NULL: no tax is said
             */
            net_amount: string | null;
            /**
             * Format: date
             * @description Day of the rate that was looked up; NULL: none was
             */
            rate_since: string | null;
            /**
             * Format: decimal
             * @description Tax inside of amount; NULL: not said
             */
            tax_amount: string | null;
            /**
             * Format: decimal
             * @description As it was paid, with the decimals of its currency; NULL: in the organization's currency
             */
            original_amount: string | null;
            /** @description ISO 4217, of original_amount; NULL: there is none */
            original_currency: string | null;
        };
        /** @description An expense. department_id: of its budget; member_id: whose it is; over_budget: more is taken from its budget than that has; outside_month: the day is not in its span */
        expense_record: {
            /**
             * Format: int64
             * @description Number of the expense
             */
            id: number;
            /** @description What the caller may do with it */
            can: ("update" | "recode" | "delete" | "submit" | "recall" | "approve" | "reject" | "unapprove" | "reassign" | "attach" | "detach" | "comment" | "schedule" | "unschedule" | "confirm" | "bounce" | "split" | "merge")[];
            /** @description What it is: expense (something was bought), mileage (a distance with one's own vehicle) or per_diem (days away) */
            kind: string;
            /**
             * Format: decimal
             * @description What one unit of original_currency was, so that amount is original_amount times it, rounded once; NULL: amount was given
             */
            rate: string | null;
            /** @description Up to 20 tags of 1 to 50 characters, no two the same in any case */
            tags: string[];
            /** @description Of quantity: km, mile or day; NULL: there is none */
            unit: string | null;
            /** @description open: it is booked on a day that is open; closed: on one that is closed, and stays as it is; NULL: it is not approved */
            books: string | null;
            /** @description 1 to 4,000 characters, of several lines; NULL: none */
            notes: string | null;
            /** @description draft, submitted, approved, rejected, paying (in a payment that is not made yet) or paid */
            state: string;
            /**
             * Format: decimal
             * @description Money, in the currency
             */
            amount: string;
            /** @description Why it was rejected, 1 to 150 characters; NULL: it is not */
            reason: string | null;
            /**
             * Format: int32
             * @description Counts the changes; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /** @description Where the money went, 1 to 200 characters; NULL: not said */
            merchant: string | null;
            /**
             * Format: decimal
             * @description Of mileage the distance, of a per diem the days; NULL: amount was given
             */
            quantity: string | null;
            /**
             * Format: int32
             * @description How many receipts it has
             */
            receipts: number;
            /**
             * Format: date
             * @description Day on which it was spent
             */
            spent_on: string;
            /**
             * Format: int64
             * @description First of the parts that it is one of; NULL: it is not split
             */
            split_id: number | null;
            /** @description What the organization calls its tax; NULL: not said */
            tax_code: string | null;
            /**
             * Format: decimal
             * @description Percent of the net; NULL: not said, or there are several
             */
            tax_rate: string | null;
            /**
             * Format: date
             * @description Day on which it is in the books: spent_on, or, where that was closed already, the first day after; NULL: it is not approved
             */
            booked_on: string | null;
            /**
             * Format: int64
             * @description Budget that pays it
             */
            budget_id: number;
            /**
             * Format: int64
             * @description Whose it is; NULL: nobody's, an operator entered it
             */
            member_id: number | null;
            /** @description own: the member's money; company: the company's, as with its card */
            paid_with: string;
            /** @description Rate by which quantity came to amount, as the organization calls it; NULL: there is none */
            rate_code: string | null;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /**
             * Format: decimal
             * @description Tax inside of amount, in the currency, so that the rest is net; NULL: not said
             */
            tax_amount: string | null;
            /**
             * Format: date-time
             * @description When it was last changed, UTC
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When it was approved, UTC; NULL: it is not, or needed no approval
             */
            approved_at: string | null;
            /**
             * Format: int64
             * @description Member who approved it; NULL: nobody, or an operator did
             */
            approved_by: number | null;
            /** @description Whom the organization charges it on to, 1 to 200 characters; NULL: nobody */
            billable_to: string | null;
            /**
             * Format: int64
             * @description What it was spent on; NULL: not said
             */
            category_id: number | null;
            /** @description 1 to 300 characters */
            description: string;
            /** @description What another system calls it, 1 to 200 characters, as no other expense; NULL: nothing */
            external_id: string | null;
            /** @description Whether more is spent and committed of its budget than that has */
            over_budget: boolean;
            /**
             * Format: int64
             * @description Member who has to approve it; NULL: it is not submitted, or there is nobody who could
             */
            waiting_for: number | null;
            /**
             * Format: int64
             * @description Department of the budget
             */
            department_id: number;
            /** @description Whether the day is not in the span of its budget */
            outside_month: boolean;
            /** @description Whether the organization has approval on: what is approved stays as it is then */
            needs_approval: boolean;
            /**
             * Format: decimal
             * @description As it was paid, with the decimals of its currency; NULL: in the organization's currency
             */
            original_amount: string | null;
            /** @description ISO 4217, of original_amount; NULL: there is none */
            original_currency: string | null;
        };
        /** @description What expenses come to: all of them, or those of one month, department, member, budget, state, category, merchant, tag, paid_with, original currency, kind, tax code and rate, or month of booking */
        expense_total: {
            /** @description Tag, as one of them writes it; NULL: none, or it is not by tag */
            tag: string | null;
            /** @description expense, mileage or per_diem; NULL where it is not by that */
            kind: string | null;
            /**
             * Format: int64
             * @description How many expenses
             */
            count: number;
            /**
             * Format: date
             * @description First day of the month; NULL where it is not by month
             */
            month: string | null;
            /** @description draft, submitted, approved, rejected, paying or paid; NULL where it is not by state */
            state: string | null;
            /**
             * Format: decimal
             * @description Their sum, in the currency
             */
            amount: string;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /** @description Merchant, as one of them writes it; NULL: none, or it is not by merchant */
            merchant: string | null;
            /** @description Tax, as the organization calls it; NULL: not said, or it is not by that */
            tax_code: string | null;
            /**
             * Format: decimal
             * @description Percent of the net; NULL: not said, several, or it is not by that
             */
            tax_rate: string | null;
            /**
             * Format: int64
             * @description Budget; NULL where it is not by budget
             */
            budget_id: number | null;
            /**
             * Format: int64
             * @description Whose they are; NULL: nobody's, or it is not by member
             */
            member_id: number | null;
            /** @description own or company; NULL where it is not by that */
            paid_with: string | null;
            /**
             * Format: decimal
             * @description amount less tax_amount
             */
            net_amount: string;
            /**
             * Format: decimal
             * @description Sum of the tax that is said of them
             */
            tax_amount: string;
            /**
             * Format: int64
             * @description Category; NULL: none, or it is not by category
             */
            category_id: number | null;
            /**
             * Format: date
             * @description First day of the month in which they are booked; NULL: they are not approved, or it is not by that
             */
            booked_month: string | null;
            /**
             * Format: int64
             * @description Department of the budgets; NULL where it is not by department
             */
            department_id: number | null;
            /** @description Currency in which they were paid; NULL: the organization's, or it is not by that */
            original_currency: string | null;
        };
        /** @description What there is for a member: in the inbox, and to approve */
        inbox_count: {
            /**
             * Format: int64
             * @description Number of the change up to which the inbox is read
             */
            seen: number;
            /**
             * Format: int64
             * @description Number of the change up to which the inbox is complete: nothing before it comes any more
             */
            up_to: number;
            /**
             * Format: int64
             * @description How many in the inbox are unread; 1000 stands for more, too
             */
            unread: number;
            /**
             * Format: int64
             * @description How many expenses wait for the member; 1000 stands for more, too
             */
            waiting: number;
        };
        /** @description Something in the inbox of a member: what somebody else did, or what became of a budget */
        inbox_record: {
            /**
             * Format: date-time
             * @description When, UTC
             */
            at: string;
            /**
             * Format: int64
             * @description Number of the change in the audit, rising
             */
            id: number;
            /**
             * Format: date
             * @description First day of the budget, or the next one of the recurring expense; NULL: it is neither, or gone
             */
            day: string | null;
            /** @description What was done: approved, rejected, commented, mentioned, …; reached or told: so much of a budget is taken; stalled or paused: a recurring expense could not be made */
            action: string;
            /**
             * Format: decimal
             * @description Its amount as it is now, in the currency; NULL: it is gone
             */
            amount: string | null;
            /** @description What it was done to: expense, budget or recurring */
            entity: string;
            /** @description Whether the member has not read so far */
            unread: boolean;
            /** @description What was said with it: the comment, why it was rejected, or, as a code, why it could not be made; NULL: nothing */
            comment: string | null;
            /**
             * Format: int32
             * @description How much of the budget was taken, in percent; NULL: it is no budget
             */
            percent: number | null;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: int64
             * @description Its number
             */
            entity_id: number;
            /**
             * Format: int64
             * @description Who did it; NULL: nobody logged in, see database_role
             */
            member_id: number | null;
            /** @description What the expense is for, also one that comes again, or the department of the budget; NULL: it is gone */
            description: string | null;
            /** @description Role in the database that did it: outlay_web over HTTP */
            database_role: string;
        };
        /** @description An invitation: sent by mail, or, on a server that sends none, to be passed on by who invites */
        invitation_record: {
            /** @description The page of the web application that takes the token; NULL: it was sent */
            link: string | null;
            /** @description Role that the member will have */
            role: string;
            /** @description Whether it goes by mail; false: this server sends none */
            sent: boolean;
            /** @description Whom to send the token to */
            email: string;
            /**
             * Format: int64
             * @description The member to be, of status invited
             */
            member_id: number;
            /**
             * Format: date-time
             * @description Until when it can be accepted, UTC
             */
            expires_at: string;
            /** @description For accept_invitation(); shown here once. NULL: it was sent, and only the recipient knows it */
            invitation_token: string | null;
        };
        /** @description A link that was sent, or that is to be passed on by who asked for it */
        link_record: {
            /** @description The page of the web application that takes the token; NULL: it was sent */
            link: string | null;
            /** @description Whether it goes by mail; false: this server sends none */
            sent: boolean;
            /** @description Where it was sent to, or has to be passed on to */
            email: string;
            /** @description The token in the link; NULL: it was sent, and only the recipient knows it */
            token: string | null;
            /**
             * Format: int64
             * @description Whose it is
             */
            member_id: number;
            /**
             * Format: date-time
             * @description Until when it is good, UTC, once
             */
            expires_at: string;
        };
        /** @description A member. role: owner, admin, approver, member or auditor; status: invited, active or deactivated */
        member_record: {
            /**
             * Format: int64
             * @description Number of the member
             */
            id: number;
            /** @description What the caller may do with it */
            can: ("update" | "change_role" | "deactivate" | "reactivate" | "invite" | "withdraw")[];
            /** @description owner, admin, approver, member or auditor */
            role: string;
            /** @description E-mail address, by which the member logs in */
            email: string;
            /** @description invited, active or deactivated */
            status: string;
            /**
             * Format: int32
             * @description Counts the changes; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /**
             * Format: int64
             * @description Who may approve in the member's place what waits for them; NULL: nobody
             */
            deputy_id: number | null;
            /** @description Up to 40 characters, may be empty */
            last_name: string;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /** @description Up to 40 characters, may be empty */
            first_name: string;
            /**
             * Format: date-time
             * @description When it was last changed, UTC
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Who approves what the member spends, where the department has no approver; NULL: nobody in particular
             */
            approver_id: number | null;
            /**
             * Format: date
             * @description First day of that, where the organization is; NULL: it has begun
             */
            deputy_from: string | null;
            /**
             * Format: date
             * @description Last day of that, where the organization is; NULL: until it is taken back
             */
            deputy_until: string | null;
            /**
             * Format: int64
             * @description Department; NULL: none
             */
            department_id: number | null;
            /** @description Up to 20 characters; NULL: none */
            employee_number: string | null;
        };
        /** @description Where an organization is: the host name to which all its requests go */
        organization_address: {
            /** @description Host name to which its requests go */
            host: string;
            /** @description Name of the organization */
            name: string;
            /** @description Name of the organization in addresses */
            slug: string;
            /** @description Public number of the organization: ACM-4095 */
            organization_id: string;
        };
        /** @description Name and settings of an organization, as they are in force: what it has not chosen for itself (own_settings) is the operator's default */
        organization_record: {
            /** @description What the caller may do with it */
            can: "update"[];
            /** @description Name of the organization, as people write it */
            name: string;
            /** @description Name of the organization in addresses: acme in acme.example.com */
            slug: string;
            /** @description Language and region in which its people read numbers and days, a tag of BCP 47: de-AT */
            locale: string;
            /**
             * Format: int32
             * @description Counts the changes; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /** @description Whether expenses have to be approved: on or off */
            approval: string;
            /** @description ISO 4217, of all amounts: EUR */
            currency: string;
            /**
             * Format: int32
             * @description Decimals of the currency: 2 for EUR, 0 for JPY
             */
            decimals: number;
            /** @description Media type of the logo; NULL: there is none */
            logo_type: string | null;
            /** @description Where its day begins, a name of the time zone database: Europe/Vienna */
            time_zone: string;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /**
             * Format: int32
             * @description Width of the logo in pixels; NULL: there is none
             */
            logo_width: number | null;
            /**
             * Format: date-time
             * @description When it was last changed, UTC
             */
            updated_at: string;
            /**
             * Format: int32
             * @description Height of the logo in pixels; NULL: there is none
             */
            logo_height: number | null;
            /** @description What happens to an expense beyond its budget: refuse, warn or allow */
            over_budget: string;
            /** @description Second colour, #rrggbb */
            accent_color: string;
            /**
             * Format: date
             * @description Last day whose books are closed; NULL: there is none
             */
            closed_until: string | null;
            /** @description What its people read above every page; by default the name */
            display_name: string;
            /** @description What happens to a budget or withdrawal beyond its account: refuse, warn or allow */
            over_account: string;
            /** @description Names of the settings above that it has chosen for itself; the others follow the operator's defaults */
            own_settings: string[];
            /** @description What happens to an expense on a day outside the span of its budget: refuse, warn or allow */
            outside_month: string;
            /** @description Main colour, #rrggbb */
            primary_color: string;
            /** @description Public number by which people find their organization: ACM-4095 */
            organization_id: string;
            /** @description Black or white, whichever is easier to read on the second colour */
            accent_text_color: string;
            /** @description Largest receipt of an expense, in megabytes of 1,048,576 bytes: 1 to 25 */
            receipt_megabytes: string;
            /** @description Black or white, whichever is easier to read on the main colour */
            primary_text_color: string;
            /** @description Roles whose members must have a second factor, like owner admin; none: nobody must */
            second_factor_roles: string;
        };
        /** @description What is owed to a member: approved expenses of their own money that are in no payment */
        owed_record: {
            /** @description What the caller may do with it */
            can: "schedule"[];
            /** @description The last four characters of the member's IBAN; NULL: there is none */
            iban: string | null;
            /**
             * Format: int32
             * @description How many expenses
             */
            count: number;
            /**
             * Format: date
             * @description Day of the earliest of them
             */
            since: string;
            /**
             * Format: decimal
             * @description Their sum, in the currency
             */
            amount: string;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: int64
             * @description Whose money it was
             */
            member_id: number;
        };
        /** @description What came of a new password. failure: NULL, wrong_password or too_many_attempts */
        password_change: {
            /** @description Whether the password is the new one now */
            changed: boolean;
            /** @description wrong_password or too_many_attempts; NULL: it was changed */
            failure: string | null;
            /**
             * Format: int32
             * @description Sessions of the member that were ended
             */
            sessions_ended: number;
        };
        /** @description A payment: one transfer to each member whose expenses are in it */
        payment_record: {
            /**
             * Format: int64
             * @description Number of the payment
             */
            id: number;
            /** @description What the caller may do with it */
            can: ("add" | "remove" | "export" | "confirm" | "cancel" | "bounce")[];
            /**
             * Format: int32
             * @description How many expenses are in it
             */
            count: number;
            /** @description open, exported, paid or cancelled */
            state: string;
            /**
             * Format: decimal
             * @description Sum of the expenses that are in it, in the currency
             */
            amount: string;
            /**
             * Format: decimal
             * @description Sum of what came back, which is no longer in it
             */
            bounced: string;
            /**
             * Format: date
             * @description Day on which it was paid; NULL: it is not
             */
            paid_on: string | null;
            /**
             * Format: int32
             * @description Counts the changes; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: int64
             * @description Who made it; NULL: an operator
             */
            member_id: number | null;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /**
             * Format: date
             * @description Day on which the bank is asked to pay
             */
            execute_on: string;
            /** @description By which name the bank knows the file that was exported; NULL: none was */
            message_id: string | null;
            /**
             * Format: date-time
             * @description When it was last changed, UTC
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When that file was exported first, UTC; NULL: it was not
             */
            exported_at: string | null;
        };
        /** @description Days that were closed, or opened again */
        period_record: {
            /**
             * Format: date-time
             * @description When, UTC; NULL: it is only looked at
             */
            at: string | null;
            /**
             * Format: int64
             * @description Number of the change in the audit; NULL: it is only looked at
             */
            id: number | null;
            /**
             * Format: int64
             * @description How many expenses were booked on these days; NULL: they were opened again
             */
            count: number | null;
            /**
             * Format: date
             * @description First of the days; NULL: all that there are before
             */
            since: string | null;
            /**
             * Format: date
             * @description Last of the days
             */
            until: string;
            /** @description closed or reopened; NULL: it is only looked at */
            action: string | null;
            /**
             * Format: decimal
             * @description Their sum, in the currency; NULL: they were opened again
             */
            amount: string | null;
            /** @description Why they were opened again; NULL: they were closed */
            reason: string | null;
            /** @description What was booked, by month, budget, category, tax and original_currency: an object with a list of objects for each, with what they are of, count, and, as texts, amount, tax_amount and net_amount; NULL in a list, or where days were opened again */
            totals: unknown;
            /** @description Those that were submitted, the earliest 1,000: a list of objects with id, spent_on, budget_id, category_id, member_id and, as a text, amount; NULL in a list, or where days were opened again */
            accrued: unknown;
            /** @description ISO 4217, the organization's: EUR; NULL: they were opened again */
            currency: string | null;
            /**
             * Format: int64
             * @description Who did it; NULL: an operator, or nobody yet
             */
            member_id: number | null;
            /**
             * Format: decimal
             * @description amount less tax_amount; NULL: they were opened again
             */
            net_amount: string | null;
            /**
             * Format: decimal
             * @description Sum of the tax that is said of them; NULL: they were opened again
             */
            tax_amount: string | null;
            /**
             * Format: int64
             * @description How many were submitted and not approved, spent until the last of the days, and so are booked later; NULL: they were opened again
             */
            accrued_count: number | null;
            /**
             * Format: decimal
             * @description Their sum, in the currency; NULL: they were opened again
             */
            accrued_amount: string | null;
        };
        /** @description The policy in force */
        policy_record: {
            /** @description The document, as get_policy_schema() has it; an empty object: there are no rules */
            policy: unknown;
            /**
             * Format: int32
             * @description That of the organization; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /**
             * Format: date-time
             * @description When the organization was last changed, UTC
             */
            updated_at: string;
        };
        /** @description What a draft of a policy finds in expenses, beside what the policy in force finds */
        policy_trial: {
            /** @description What to pass as after for the next page; NULL: this is the last */
            next: string | null;
            /**
             * Format: int64
             * @description In how many of them the draft finds something
             */
            found: number;
            /** @description What each rule finds, a list of objects: in (draft, in_force), path, rule, effect, name, found (count, amount) */
            rules: unknown;
            /**
             * Format: decimal
             * @description Their sum, in the currency
             */
            amount: string;
            /** @description The 100 members in whose expenses the draft finds most, a list of objects: member_id (null: nobody's), draft and in_force (count, amount) */
            members: unknown;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /** @description A page of the expenses in which something is found, the newest first, a list of objects: id, member_id, spent_on, amount, draft and in_force (paths of rules) */
            expenses: unknown;
            /**
             * Format: int64
             * @description How many expenses were looked at: those submitted, approved and so on, not drafts and what was rejected
             */
            looked_at: number;
            /**
             * Format: int64
             * @description In how many both do
             */
            both_found: number;
            /**
             * Format: decimal
             * @description Their sum
             */
            both_amount: string;
            /**
             * Format: int64
             * @description In how many the policy in force finds something
             */
            in_force_found: number;
            /**
             * Format: decimal
             * @description Their sum
             */
            in_force_amount: string;
            /**
             * Format: int64
             * @description In how many only the draft does
             */
            only_draft_found: number;
            /**
             * Format: decimal
             * @description Their sum
             */
            only_draft_amount: string;
            /**
             * Format: int64
             * @description In how many only the policy in force does
             */
            only_in_force_found: number;
            /**
             * Format: decimal
             * @description Their sum
             */
            only_in_force_amount: string;
        };
        /** @description How a member wants the application to look */
        preferences_record: {
            /** @description system, light or dark; NULL: nothing chosen */
            theme: string | null;
            /** @description For lists of the application, by name, views that were saved: {"expenses": [{"name": "Travel", "query": "q=train"}]} */
            views: unknown;
            /** @description For lists of the application, by name, the columns to show: {"expenses": ["member", "spent_on"]} */
            columns: unknown;
            /** @description Language tag; NULL: nothing chosen */
            language: string | null;
        };
        /** @description What a file of exchange rates has, and what it makes of the rates that there are */
        rate_import: {
            /** @description Currency that the file is in, ISO 4217 */
            base: string;
            /** @description wide: a line for each day, as the European Central Bank has it; long: a line for each rate */
            form: string;
            /** @description SHA-256 of the file and of how it is read, in hexadecimal digits: sent along it confirms */
            hash: string;
            /**
             * Format: int64
             * @description How many of them there were not
             */
            made: number;
            /**
             * Format: int64
             * @description How many rates it has of other currencies, from since on
             */
            rates: number;
            /**
             * Format: int64
             * @description How many were another
             */
            changed: number;
            /** @description Whether that is done; false: it is a preview */
            imported: boolean;
            /**
             * Format: date
             * @description Last day of them
             */
            last_day: string;
            /** @description Codes that are no currency of today, in order: their rates are left out */
            left_out: string[];
            /**
             * Format: date
             * @description First day of them
             */
            first_day: string;
            /** @description Currencies that it has, in order */
            currencies: string[];
        };
        /** @description A number that is so from a day on: an exchange rate, the percent of a tax, what a kilometre or a day comes to, or the percent of a day that is taken off */
        rate_record: {
            /** @description What the caller may do with it */
            can: ("update" | "delete")[];
            /** @description Of exchange: the currency, ISO 4217: USD; of others: what the organization calls it, 1 to 20 characters */
            code: string;
            /** @description exchange, tax, mileage, per_diem or reduction */
            kind: string;
            /** @description Of mileage: km or mile; NULL: of others */
            unit: string | null;
            /**
             * Format: date
             * @description First day on which it is so
             */
            since: string;
            /**
             * Format: decimal
             * @description Of exchange: what one unit of the currency is in the organization's; of tax: percent of the net; of mileage and per_diem: what one comes to; of reduction: percent of a day
             */
            value: string;
            /**
             * Format: int32
             * @description Of exchange: how many decimals amounts of the currency have; NULL: of others
             */
            decimals: number | null;
            /**
             * Format: decimal
             * @description Of mileage: from which distance of the year on; 0: of the first tier, and of others
             */
            from_quantity: string;
        };
        /** @description A receipt of an expense, without its content */
        receipt_record: {
            /** @description Name of the file, 1 to 200 characters */
            name: string;
            /**
             * Format: int32
             * @description Number of bytes
             */
            size: number;
            /** @description SHA-256 of the content in 64 hexadecimal digits, by which the receipt is found */
            sha256: string;
            /** @description Members whose those are, each once; NULL in the audit */
            also_of: number[];
            /** @description Other expenses that have the same file, at most 20; NULL in the audit */
            also_on: number[];
            /**
             * Format: int64
             * @description Who added it; NULL: an operator
             */
            member_id: number | null;
            /**
             * Format: date-time
             * @description When it was added, UTC
             */
            created_at: string;
            /**
             * Format: int64
             * @description Number of the expense
             */
            expense_id: number;
            /** @description What it is by its content: image/jpeg, image/png, image/webp, image/heic or application/pdf */
            media_type: string;
        };
        /** @description Codes that replace an authenticator that is lost, each once. They are shown here alone */
        recovery_codes: {
            /** @description Ten codes of 24 letters and digits; hyphens, blanks and small letters do not matter */
            recovery_codes: string[];
        };
        /** @description A day on which something comes again */
        recurring_date: {
            /**
             * Format: date
             * @description The day
             */
            due_on: string;
        };
        /** @description An expense that comes again */
        recurring_record: {
            /**
             * Format: int64
             * @description Number of the recurring expense
             */
            id: number;
            /** @description What the caller may do with it */
            can: ("update" | "pause" | "resume" | "delete")[];
            /** @description Up to 20 tags of 1 to 50 characters, no two the same in any case */
            tags: string[];
            /** @description day, week, month, quarter or year */
            every: string;
            /** @description 1 to 4,000 characters, of several lines; NULL: none */
            notes: string | null;
            /**
             * Format: date
             * @description Up to this day; NULL: without end
             */
            until: string | null;
            /**
             * Format: decimal
             * @description Money, in the currency
             */
            amount: string;
            /**
             * Format: int32
             * @description Of a week 1 (Monday) to 7, else of a month 1 to 31, where a shorter one has its last day; NULL: every day
             */
            on_day: number | null;
            /**
             * Format: date
             * @description The last day that one was made for; NULL: none was
             */
            last_on: string | null;
            /**
             * Format: date
             * @description The next day that an expense is made for, or was to be; NULL: there is none any more
             */
            next_on: string | null;
            /** @description Code of why the expense of next_on could not be made: no_budget, over_budget, …, member_left; NULL: nothing is known */
            problem: string | null;
            /**
             * Format: int32
             * @description Counts the changes; send it along with a change to be told if somebody else was faster
             */
            version: number;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: date
             * @description From this day on; a quarter or a year begins with its month
             */
            first_on: string;
            /** @description Where the money goes, 1 to 200 characters; NULL: not said */
            merchant: string | null;
            /**
             * Format: int64
             * @description Whose expenses it makes; NULL: nobody's, an operator entered it
             */
            member_id: number | null;
            /** @description own: the member's money; company: the company's, as with its card */
            paid_with: string;
            /**
             * Format: date-time
             * @description Since when nothing is made, UTC; NULL: it is not paused
             */
            paused_at: string | null;
            /**
             * Format: int64
             * @description Account that the budget is of; NULL: any
             */
            account_id: number | null;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed, UTC
             */
            updated_at: string;
            /** @description Whom the organization charges it on to, 1 to 200 characters; NULL: nobody */
            billable_to: string | null;
            /**
             * Format: int64
             * @description What is spent on; NULL: not said
             */
            category_id: number | null;
            /** @description 1 to 300 characters */
            description: string;
            /**
             * Format: int64
             * @description Department whose budget pays
             */
            department_id: number;
        };
        /** @description What happens to a wish for a new password. It is the same whether or not a member has the address */
        reset_request: {
            /** @description mail: if a member has the address, a mail is on its way; ask_admin: this server sends no mail, an owner or admin has to be asked for a link */
            delivery: string;
        };
        /** @description Your second factor */
        second_factor_record: {
            /** @description Whether log-in asks for a code */
            enabled: boolean;
            /** @description Whether the organization requires one of your role */
            required: boolean;
            /** @description Whether one can be set up on this server */
            available: boolean;
            /**
             * Format: date-time
             * @description Since when, UTC; NULL: it does not
             */
            enabled_at: string | null;
            /**
             * Format: int32
             * @description How many recovery codes are left
             */
            recovery_codes: number;
        };
        /** @description A new secret for an authenticator, which waits for its first code */
        second_factor_setup: {
            /** @description An otpauth URI, for a QR code: TOTP with SHA-1, 6 digits, 30 seconds */
            uri: string;
            /** @description In base32, for typing it in */
            secret: string;
            /**
             * Format: date-time
             * @description Until when its first code is awaited, UTC
             */
            expires_at: string;
        };
        /** @description What a client needs to act as a member: the access token goes with every request, the refresh token gets the next pair. The tokens are NULL where they come in a cookie; all is NULL but failure where it was refused, and but next and ticket where a second factor is still to be shown */
        session_grant: {
            /** @description What is missing: second_factor (a code, with the ticket) or second_factor_setup (an authenticator has to be set up first, with the ticket); NULL: nothing */
            next: string | null;
            /** @description What they may do: owner, admin, approver, member or auditor; NULL: nobody is logged in yet */
            role: string | null;
            /** @description For the rest of the way, once; NULL: there is none to go */
            ticket: string | null;
            /** @description Why it was refused; NULL: it was not */
            failure: string | null;
            /**
             * Format: int64
             * @description Who is logged in; NULL: nobody is yet
             */
            member_id: number | null;
            /** @description Goes with every request, as a bearer token; NULL: it is in the cookie */
            access_token: string | null;
            /** @description Goes with the next log-in on this device, so that nobody else's guesses keep it out; NULL: none was asked for, the one that was given stays, or it is in the cookie */
            device_token: string | null;
            /** @description Gets the next pair of tokens, once; NULL: the client keeps the one that it has, or it is in the cookie */
            refresh_token: string | null;
            /**
             * Format: date-time
             * @description When the access token ends, UTC; NULL: there is none
             */
            access_expires_at: string | null;
            /**
             * Format: date-time
             * @description When the ticket ends, UTC; NULL: there is none
             */
            ticket_expires_at: string | null;
            /**
             * Format: date-time
             * @description When the refresh token ends, UTC, if it is not used; NULL: there is none
             */
            refresh_expires_at: string | null;
        };
        /** @description A log-in on one device. used_at: its last log-in or refresh; current: whether it is the one that asks */
        session_record: {
            /**
             * Format: int64
             * @description Number of the session
             */
            id: number;
            /** @description Address that the log-in came from; NULL: not known */
            address: string | null;
            /** @description Whether it is the session that asks */
            current: boolean;
            /**
             * Format: date-time
             * @description Its last log-in or refresh, UTC
             */
            used_at: string;
            /**
             * Format: date-time
             * @description When the member logged in, UTC
             */
            created_at: string;
            /** @description What the client called itself at log-in; NULL: nothing */
            user_agent: string | null;
        };
        /** @description A new organization and the first session of its owner */
        sign_up_record: {
            /** @description Host name to which its requests go */
            host: string;
            /** @description Name of the organization */
            name: string;
            /** @description What they may do: owner, admin, approver, member or auditor */
            role: string;
            /** @description Name of the organization in addresses */
            slug: string;
            /**
             * Format: int64
             * @description Who is logged in
             */
            member_id: number;
            /** @description Goes with every request, as a bearer token */
            access_token: string;
            /** @description Goes with the next log-in on this device, so that nobody else's guesses keep it out; NULL: none was asked for */
            device_token: string | null;
            /** @description Gets the next pair of tokens, once */
            refresh_token: string;
            /** @description Public number of the organization: ACM-4095 */
            organization_id: string;
            /**
             * Format: date-time
             * @description When the access token ends, UTC
             */
            access_expires_at: string;
            /**
             * Format: date-time
             * @description When the refresh token ends, UTC, if it is not used
             */
            refresh_expires_at: string;
        };
        /** @description What a payment transfers to a member */
        transfer_record: {
            /** @description The last four characters of the member's IBAN; NULL: there is none */
            iban: string | null;
            /**
             * Format: int32
             * @description How many expenses
             */
            count: number;
            /**
             * Format: decimal
             * @description Their sum, in the currency
             */
            amount: string;
            /** @description ISO 4217, the organization's: EUR */
            currency: string;
            /**
             * Format: int64
             * @description Who gets it
             */
            member_id: number;
            /**
             * Format: int64
             * @description Number of the payment
             */
            payment_id: number;
        };
    };
    responses: {
        /** @description success, with Prefer: return=minimal */
        Minimal: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description the client has the answer already */
        NotModified: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description return=minimal: without a body in the answer */
        Prefer: string;
        /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
        IfMatch: string;
        /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
        IfNoneMatch: string;
        /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description the version of the record, and what the answer is known by */
        ETag: string;
        /** @description where there is a next page, its address (rel=next) */
        Link: string;
        /** @description where the record is read */
        Location: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_accounts: {
        parameters: {
            query?: {
                /** @description A text that the name or description has, in any case */
                contains?: string;
                /** @description True: those out of use; false: those in use */
                archived?: boolean;
                /** @description Order: with - before it the largest come first */
                sort?: "id" | "-id" | "name" | "-name" | "balance" | "-balance";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["account_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Its name, unlike that of any other in use */
                    name: string;
                    /**
                     * Format: decimal
                     * @description First money of the account, greater than zero
                     */
                    initial_deposit?: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["account_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description name in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_deposits: {
        parameters: {
            query?: {
                /** @description Order: with - before it the largest come first */
                sort?: "id" | "-id" | "amount" | "-amount";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the account */
                account_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["deposit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such account; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_deposit: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the account */
                account_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: decimal
                     * @description Money into the account, or, negative, out of it; not zero
                     */
                    amount: string;
                    /** @description What it is for */
                    description?: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["deposit_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such account; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, or the account is archived; takes more than there is */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["account_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_account: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description deposits or budgets refer to it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Its name, unlike that of any other in use */
                    name?: string;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["account_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description name in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * @description False brings it back into use
                     * @default true
                     */
                    archived?: boolean;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["account_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description its name is in use meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_account_history: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["audit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or no longer; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description Kind of record: department, account, budget, expense, member … */
                entity?: string[];
                /** @description Number of the record */
                entity_id?: number[];
                /** @description Number of the member who made the change */
                member_id?: number[];
                /** @description What was done: created, updated, deleted … */
                action?: string[];
                /** @description Changes from this time on */
                since?: string;
                /** @description Changes before this time */
                until?: string;
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["audit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_balances: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["balance_difference"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_branding: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["branding_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_budgets: {
        parameters: {
            query?: {
                /** @description Number of the department */
                department_id?: number[];
                /** @description Number of the account */
                account_id?: number[];
                /** @description Any day of the month */
                month?: string;
                /** @description Months from this on, by any day of it */
                from_month?: string;
                /** @description Months up to this, by any day of it */
                to_month?: string;
                /** @description A day of their span */
                day?: string;
                /** @description Numbers of categories: any of these */
                category_id?: number[];
                /** @description Order: with - before it the largest come first */
                sort?: "month" | "-month" | "amount" | "-amount" | "spent" | "-spent" | "remaining" | "-remaining" | "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["budget_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_budget: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description Any day of the month, or with until the first day, between 2000-01-01 and a year from today where the organization is
                     */
                    month: string;
                    /**
                     * Format: date
                     * @description Last day of another span than a month, up to ten years from today where the organization is
                     */
                    until?: string;
                    /**
                     * Format: decimal
                     * @description Money, greater than zero, with at most as many decimals as the currency has
                     */
                    amount: string;
                    /**
                     * Format: int64
                     * @description Number of the account
                     */
                    account_id: number;
                    /**
                     * Format: int64
                     * @description What it may be spent on, with the categories below it; 0: anything
                     */
                    category_id?: number;
                    /**
                     * Format: int64
                     * @description Number of the department
                     */
                    department_id: number;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["budget_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, account, department or category unknown or archived; more than is in the account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    copy_budgets: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: decimal
                     * @description What each amount is multiplied by: more than 0, with up to 4 digits and 6 decimals
                     */
                    factor?: string;
                    /**
                     * @description How long a time is copied
                     * @default month
                     * @enum {string}
                     */
                    period?: "month" | "quarter" | "year";
                    /**
                     * Format: date
                     * @description Any day of the month, quarter or year that they are made for, up to a year from today where the organization is
                     */
                    to_day: string;
                    /** @description Whether it is only told what would be made */
                    preview?: boolean;
                    /**
                     * Format: date
                     * @description Any day of the month, quarter or year whose budgets are copied
                     */
                    from_day: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["budget_copy"][];
                    };
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; an amount would be more than can be, or more than is in an account; invalid, or both days in one period */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    total_budgets: {
        parameters: {
            query?: {
                /** @description Number of the department */
                department_id?: number[];
                /** @description Number of the account */
                account_id?: number[];
                /** @description Any day of the month */
                month?: string;
                /** @description Months from this on, by any day of it */
                from_month?: string;
                /** @description Months up to this, by any day of it */
                to_month?: string;
                /** @description A day of their span */
                day?: string;
                /** @description Numbers of categories: any of these */
                category_id?: number[];
                /** @description A total for each of these; without it one for all */
                by?: ("month" | "department" | "account")[];
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["budget_total"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, or more than 10,000 rows */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_budget: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["budget_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_budget: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description expenses refer to it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; the account cannot hold as much */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_budget: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description Any day of the month, or with until the first day, between 2000-01-01 and a year from today where the organization is
                     */
                    month?: string;
                    /**
                     * Format: date
                     * @description Last day of another span than a month, up to ten years from today where the organization is; null: a month
                     */
                    until?: string | null;
                    /**
                     * Format: decimal
                     * @description Money, greater than zero, with at most as many decimals as the currency has
                     */
                    amount?: string;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * Format: int64
                     * @description Number of the account
                     */
                    account_id?: number;
                    /**
                     * Format: int64
                     * @description What it may be spent on, with the categories below it; 0 or null: anything
                     */
                    category_id?: number | null;
                    /**
                     * Format: int64
                     * @description Number of the department
                     */
                    department_id?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["budget_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; less than is spent and committed, or more than is in the account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    carry_over_budget: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["budget_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; it has not ended, nothing is left, or there is no next one, or more than one */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forecast_budget: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["budget_forecast"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_budget_history: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["audit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or no longer; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transfer_budget: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: int64
                     * @description Number of the budget that gets the money
                     */
                    to_id: number;
                    /**
                     * Format: decimal
                     * @description Money, greater than zero, with at most as many decimals as the currency has
                     */
                    amount: string;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["budget_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, the other one unknown or the same; more than the budget has, than is left of it, or than is in the account of the other one */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_categories: {
        parameters: {
            query?: {
                /** @description A text that the name or description has, in any case */
                contains?: string;
                /** @description Numbers of the categories right above */
                parent_id?: number[];
                /** @description True: those out of use; false: those in use */
                archived?: boolean;
                /** @description Order: with - before it the largest come first */
                sort?: "id" | "-id" | "name" | "-name" | "code" | "-code";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["category_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What books call it */
                    code?: string;
                    /** @description Its name, unlike that of any other in use */
                    name: string;
                    /**
                     * Format: int64
                     * @description Number of the category above; 0: at the top
                     */
                    parent_id?: number;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["category_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description name or code in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, parent unknown or archived */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["category_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_category: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description expenses or other categories refer to it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description What books call it; null or empty takes it away */
                    code?: string | null;
                    /** @description Its name, unlike that of any other in use */
                    name?: string;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * Format: int64
                     * @description Number of the category above; 0: at the top
                     */
                    parent_id?: number | null;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["category_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description name or code in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, parent unknown, archived or below it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * @description False brings it back into use
                     * @default true
                     */
                    archived?: boolean;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["category_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description its name or code is in use meanwhile; others in use are below it, or the one above is archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_category_history: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["audit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or no longer; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_departments: {
        parameters: {
            query?: {
                /** @description A text that the name or description has, in any case */
                contains?: string;
                /** @description True: those out of use; false: those in use */
                archived?: boolean;
                /** @description Order: with - before it the largest come first */
                sort?: "id" | "-id" | "name" | "-name";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["department_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_department: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Its name, unlike that of any other in use */
                    name: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["department_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description name in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_department: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["department_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_department: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description budgets or members refer to it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_department: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Its name, unlike that of any other in use */
                    name?: string;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * Format: int64
                     * @description Number of the owner, admin or approver who approves; null or 0 takes it away
                     */
                    approver_id?: number | null;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["department_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description name in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_department: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * @description False brings it back into use
                     * @default true
                     */
                    archived?: boolean;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["department_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description its name is in use meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_department_history: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["audit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or no longer; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_email: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The token of the link that confirms the address */
                    email_token: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["email_change"];
                };
            };
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the token is not valid or no longer valid; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description another member has the address meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; it is missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_events: {
        parameters: {
            query?: {
                /** @description Number of the last change that was seen, to go on behind it */
                last_event_id?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description events one after the other, the data of each an event; without an end */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["event"][];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_expenses: {
        parameters: {
            query?: {
                /** @description Number of the department */
                department_id?: number[];
                /** @description Number of the budget */
                budget_id?: number[];
                /** @description Number of the member */
                member_id?: number[];
                /** @description Days from this on */
                from_date?: string;
                /** @description Days up to this */
                to_date?: string;
                /** @description Amounts from this on */
                min_amount?: string;
                /** @description Amounts up to this */
                max_amount?: string;
                /** @description A text that the description or the merchant has, in any case */
                contains?: string;
                /** @description State of the expense */
                state?: ("draft" | "submitted" | "approved" | "rejected" | "paying" | "paid")[];
                /** @description Number of the member who has to approve, or me, with what waits for those for whom you stand in */
                waiting_for?: string;
                /** @description Numbers of categories: any of these */
                category_id?: number[];
                /** @description Tags, in any case: any of these */
                tag?: string[];
                /** @description Where the money went, in any case */
                merchant?: string;
                /** @description Who paid: any of these */
                paid_with?: ("own" | "company")[];
                /** @description Currency in which they were paid, ISO 4217: any of these */
                original_currency?: string[];
                /** @description What they are: any of these */
                kind?: ("expense" | "mileage" | "per_diem")[];
                /** @description First day on which it is booked: approved, and on this day or later */
                booked_from?: string;
                /** @description Last day on which it is booked: approved, and on this day or before */
                booked_to?: string;
                /** @description Order: with - before it the largest come first */
                sort?: "spent_on" | "-spent_on" | "amount" | "-amount" | "updated_at" | "-updated_at" | "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["expense_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What it is: something bought, a distance, days away
                     * @default expense
                     * @enum {string}
                     */
                    kind?: "expense" | "mileage" | "per_diem";
                    /**
                     * Format: decimal
                     * @description What one unit of the original currency was; by default the rate of the day or of the 7 days before
                     * @example 0.9213
                     */
                    rate?: string;
                    /** @description Tags; of those that are the same in any case the first stays */
                    tags?: string[];
                    /**
                     * @description True: not submitted yet
                     * @default false
                     */
                    draft?: boolean;
                    /** @description What else there is to say, of several lines */
                    notes?: string;
                    /**
                     * Format: decimal
                     * @description Money, greater than zero, with at most as many decimals as the currency has; null: the original amount times the rate
                     */
                    amount: string | null;
                    /** @description Where the money went */
                    merchant?: string;
                    /**
                     * Format: decimal
                     * @description The distance, or the days
                     * @example 42.5
                     */
                    quantity?: string;
                    /**
                     * Format: date
                     * @description Day of the expense, between 2000-01-01 and a year from today where the organization is
                     */
                    spent_on: string;
                    /** @description Tax that is inside, as the organization calls it */
                    tax_code?: string;
                    /**
                     * Format: decimal
                     * @description Percent of the net, where there is no code for it
                     * @example 19
                     */
                    tax_rate?: string;
                    /**
                     * Format: int64
                     * @description Number of the budget
                     */
                    budget_id: number;
                    /**
                     * Format: int64
                     * @description Whose expense it is, by default the caller's; of others only for owners and admins
                     */
                    member_id?: number;
                    /**
                     * @description Who paid: the member, or the company
                     * @default own
                     * @enum {string}
                     */
                    paid_with?: "own" | "company";
                    /** @description Rate of the distance or of a day, as the organization calls it */
                    rate_code?: string;
                    /** @description Codes of what is taken off the days, each once for each time */
                    reductions?: string[];
                    /**
                     * Format: decimal
                     * @description Tax that is inside, as printed; by default what the rate comes to
                     */
                    tax_amount?: string;
                    /** @description Whom it is charged on to */
                    billable_to?: string;
                    /**
                     * Format: int64
                     * @description Number of the category
                     */
                    category_id?: number;
                    /** @description What the money was spent on */
                    description: string;
                    /** @description What another system calls it, as no other expense */
                    external_id?: string;
                    /**
                     * Format: decimal
                     * @description As it was paid, with at most as many decimals as its currency has
                     */
                    original_amount?: string;
                    /**
                     * @description Currency in which it was paid, ISO 4217
                     * @example USD
                     */
                    original_currency?: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description of another member; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description another expense has the external id */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, budget, member or category unknown, or the category archived; more than is left of the budget, or a day outside its span, where that is refused, or not of its category, or the policy does not allow it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    price_expense: {
        parameters: {
            query: {
                /** @description Day of the expense, between 2000-01-01 and a year from today where the organization is */
                spent_on: string;
                /** @description Money, greater than zero, with at most as many decimals as the currency has */
                amount?: string;
                /** @description As it was paid, with at most as many decimals as its currency has */
                original_amount?: string;
                /** @description Currency in which it was paid, ISO 4217 */
                original_currency?: string;
                /** @description What one unit of the original currency was; by default the rate of the day or of the 7 days before */
                rate?: string;
                /** @description Tax that is inside, as the organization calls it */
                tax_code?: string;
                /** @description Percent of the net, where there is no code for it */
                tax_rate?: string;
                /** @description Tax that is inside, as printed; by default what the rate comes to */
                tax_amount?: string;
                /** @description What it is: something bought, a distance, days away */
                kind?: "expense" | "mileage" | "per_diem";
                /** @description The distance, or the days */
                quantity?: string;
                /** @description Rate of the distance or of a day, as the organization calls it */
                rate_code?: string;
                /** @description Codes of what is taken off the days, each once for each time */
                reductions?: string[];
                /** @description Whose it would be, by default the caller's */
                member_id?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_price"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, or there is no rate */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_similar_expenses: {
        parameters: {
            query: {
                /** @description The day; those of 3 days before and after it are looked at */
                spent_on: string;
                /** @description Money, greater than zero, with at most as many decimals as the currency has */
                amount?: string;
                /** @description As it was paid, with at most as many decimals as its currency has */
                original_amount?: string;
                /** @description Currency in which it was paid, ISO 4217 */
                original_currency?: string;
                /** @description Number of an expense that is left out */
                except_id?: number;
                /** @description What they are */
                kind?: "expense" | "mileage" | "per_diem";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["expense_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    total_expenses: {
        parameters: {
            query?: {
                /** @description Number of the department */
                department_id?: number[];
                /** @description Number of the budget */
                budget_id?: number[];
                /** @description Number of the member */
                member_id?: number[];
                /** @description Days from this on */
                from_date?: string;
                /** @description Days up to this */
                to_date?: string;
                /** @description Amounts from this on */
                min_amount?: string;
                /** @description Amounts up to this */
                max_amount?: string;
                /** @description A text that the description or the merchant has, in any case */
                contains?: string;
                /** @description State of the expense */
                state?: ("draft" | "submitted" | "approved" | "rejected" | "paying" | "paid")[];
                /** @description Number of the member who has to approve, or me, with what waits for those for whom you stand in */
                waiting_for?: string;
                /** @description Numbers of categories: any of these */
                category_id?: number[];
                /** @description Tags, in any case: any of these */
                tag?: string[];
                /** @description Where the money went, in any case */
                merchant?: string;
                /** @description Who paid: any of these */
                paid_with?: ("own" | "company")[];
                /** @description Currency in which they were paid, ISO 4217: any of these */
                original_currency?: string[];
                /** @description What they are: any of these */
                kind?: ("expense" | "mileage" | "per_diem")[];
                /** @description First day on which it is booked: approved, and on this day or later */
                booked_from?: string;
                /** @description Last day on which it is booked: approved, and on this day or before */
                booked_to?: string;
                /** @description A total for each of these; without it one for all */
                by?: ("month" | "department" | "member" | "budget" | "state" | "category" | "merchant" | "tag" | "paid_with" | "original_currency" | "kind" | "tax_code" | "tax_rate" | "booked_month")[];
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["expense_total"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, or more than 10,000 rows */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_comments: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the expense */
                expense_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["comment_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such expense; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_comment: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the expense */
                expense_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What is to be said, in lines */
                    comment: string;
                    /** @description Numbers of members who are to have it in their inbox */
                    mentions?: number[];
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["comment_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not allowed to the caller; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such expense; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, or it mentions somebody who is unknown or deactivated */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_receipts: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the expense */
                expense_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["receipt_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such expense; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_receipt: {
        parameters: {
            query: {
                /** @description Name of the file */
                name: string;
            };
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the expense */
                expense_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not allowed to the caller; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such expense; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has 50; the expense has this file already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description its state allows it to nobody */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_receipt: {
        parameters: {
            query?: {
                /** @description Which part of the file, as the header Range says it */
                range?: string;
                /** @description Entity tag of the file that the part has to be of, as the header If-Range says it */
                if_range?: string;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the expense */
                expense_id: number;
                /** @description SHA-256 of the content in hexadecimal digits */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description the part that Range asked for */
            206: {
                headers: {
                    /** @description which bytes of how many: bytes 0-99/1234 */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the expense */
                expense_id: number;
                /** @description SHA-256 of the content in hexadecimal digits */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not allowed to the caller; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the state of the expense allows it to nobody */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; the policy needs it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_expense: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a member deletes their own only; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is booked on a day that is closed; something that the installation has added refers to it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, or its state allows it to nobody */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description What it is: something bought, a distance, days away
                     * @enum {string}
                     */
                    kind?: "expense" | "mileage" | "per_diem";
                    /**
                     * Format: decimal
                     * @description What one unit of the original currency was; by default the rate of the day or of the 7 days before
                     * @example 0.9213
                     */
                    rate?: string | null;
                    /** @description Tags; of those that are the same in any case the first stays */
                    tags?: string[] | null;
                    /** @description What else there is to say, of several lines */
                    notes?: string | null;
                    /**
                     * Format: decimal
                     * @description Money, greater than zero, with at most as many decimals as the currency has
                     */
                    amount?: string;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /** @description Where the money went */
                    merchant?: string | null;
                    /**
                     * Format: decimal
                     * @description The distance, or the days
                     * @example 42.5
                     */
                    quantity?: string | null;
                    /**
                     * Format: date
                     * @description Day of the expense, between 2000-01-01 and a year from today where the organization is
                     */
                    spent_on?: string;
                    /** @description Tax that is inside, as the organization calls it */
                    tax_code?: string | null;
                    /**
                     * Format: decimal
                     * @description Percent of the net, where there is no code for it
                     * @example 19
                     */
                    tax_rate?: string;
                    /**
                     * Format: int64
                     * @description Number of the budget
                     */
                    budget_id?: number;
                    /**
                     * Format: int64
                     * @description Whose expense it is; changed by owners and admins only
                     */
                    member_id?: number;
                    /**
                     * @description Who paid: the member, or the company
                     * @enum {string}
                     */
                    paid_with?: "own" | "company";
                    /** @description Rate of the distance or of a day, as the organization calls it */
                    rate_code?: string | null;
                    /** @description Codes of what is taken off the days, each once for each time */
                    reductions?: string[] | null;
                    /**
                     * Format: decimal
                     * @description Tax that is inside, as printed; by default what the rate comes to
                     */
                    tax_amount?: string | null;
                    /** @description Whom it is charged on to */
                    billable_to?: string | null;
                    /**
                     * Format: int64
                     * @description Number of the category; null or 0 takes it away
                     */
                    category_id?: number | null;
                    /** @description What the money was spent on */
                    description?: string;
                    /** @description What another system calls it, as no other expense */
                    external_id?: string | null;
                    /**
                     * Format: decimal
                     * @description As it was paid, with at most as many decimals as its currency has
                     */
                    original_amount?: string | null;
                    /**
                     * @description Currency in which it was paid, ISO 4217
                     * @example USD
                     */
                    original_currency?: string | null;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not allowed to the caller, as a member changes their own only; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description another expense has the external id; it is booked on a day that is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, or its state allows it to nobody */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; more than is left of the budget, a day outside its span, or not of its category, or the policy does not allow it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it waits for somebody else, or is the caller's own, or what they entered or submitted for another; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, says by whom and when */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; more than is left of the budget, a day outside its span, or not of its category, or the policy does not allow it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve_less: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: decimal
                     * @description What is approved, less than was submitted
                     */
                    amount: string;
                    /** @description Why the rest is not, for whose expense it is */
                    reason: string;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it waits for somebody else, or is the caller's own, or they entered or submitted it; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, or its state allows it to nobody */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; as with approve_expense(); the amount is not less, or there is no reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_explanation"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_expense_history: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["audit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none, or no longer; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merge_split: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not allowed to the caller; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not split, or its parts do not all stand where the others do; something that the installation has added refers to a part */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, or its state allows it to nobody */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; more than is left of the budget, or the policy does not allow it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reassign_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * Format: int64
                     * @description Number of the member who is to approve
                     */
                    member_id: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for the caller; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, says by whom and when */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; the member cannot approve it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recall_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not the caller's; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, says by whom and when */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reject_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for whose expense it is */
                    reason: string;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for the caller; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description booked on a day that is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, says by whom and when */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; reason invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    split_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Two parts or more: of each the amount, or of each its share, and what is booked otherwise than the whole */
                    parts?: {
                        share?: number | string;
                        amount?: string;
                        tax_code?: string | null;
                        tax_rate?: number | string;
                        budget_id?: number;
                        tax_amount?: number | string | null;
                        billable_to?: string | null;
                        category_id?: number | null;
                    }[];
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["expense_record"][];
                    };
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not allowed to the caller; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, or its state allows it to nobody */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; a part is invalid, or they do not come to the whole; more than is left of a budget, or it is for another day or category, or the policy does not allow it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submit_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not the caller's; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, says by whom and when */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; more than is left of the budget, or a day outside its span, where that is refused, or not of its category, or the policy does not allow it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unapprove_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["expense_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for the caller; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description booked on a day that is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, says by whom and when */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_inbox: {
        parameters: {
            query?: {
                /** @description True: only what is unread; false: only what is read */
                unread?: boolean;
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["inbox_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_count: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["inbox_count"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_inbox: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int64
                     * @description Number of the last change that was read
                     */
                    up_to?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["inbox_count"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    invite_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the member may do
                     * @enum {string}
                     */
                    role?: "owner" | "admin" | "approver" | "member" | "auditor";
                    /**
                     * Format: email
                     * @description E-mail address, by which a member logs in
                     */
                    email: string;
                    /** @description Last name */
                    last_name?: string;
                    /** @description First name */
                    first_name?: string;
                    /**
                     * Format: int64
                     * @description Number of the department
                     */
                    department_id?: number;
                    /** @description Number under which others keep the member */
                    employee_number?: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["invitation_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner invites an owner; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description e-mail address in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description True: the tokens come in a cookie, for browsers, and not in the answer
                     * @default false
                     */
                    cookies?: boolean;
                    /** @description Password; neither the e-mail address, nor the organization's name, nor one that everybody guesses */
                    password: string;
                    /** @description Last name */
                    last_name?: string;
                    /** @description First name */
                    first_name?: string;
                    /** @description The one that an earlier log-in on this device gave; empty: give me one */
                    device_token?: string;
                    /** @description The token of the invitation */
                    invitation_token: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["session_grant"];
                };
            };
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the token is not valid or no longer valid; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["member_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * Format: int64
                     * @description Number of the owner, admin or approver who approves in the member's place; null or 0 takes it away
                     */
                    deputy_id?: number | null;
                    /** @description Last name */
                    last_name?: string | null;
                    /** @description First name */
                    first_name?: string | null;
                    /**
                     * Format: date
                     * @description First day on which that is so; null: from now on
                     */
                    deputy_from?: string | null;
                    /**
                     * Format: date
                     * @description Last day on which that is so; null: until it is taken back
                     */
                    deputy_until?: string | null;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["member_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_my_bank_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bank_account_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_my_bank_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description An IBAN, with or without blanks; empty: none
                     * @example DE89 3704 0044 0532 0130 00
                     * @example
                     */
                    iban?: string | null;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bank_account_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description asks for a session that was confirmed recently; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; what is wrong with it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    request_email_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description E-mail address, by which a member logs in
                     */
                    email: string;
                };
            };
        };
        responses: {
            /** @description success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["link_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the session has to be confirmed first; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description another member has it; this server sends no mail, so ask an owner or admin */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; not an e-mail address */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the address has got too many mails today */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The password from now on; other sessions end */
                    new_password: string;
                    /** @description The present password */
                    old_password: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["password_change"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description who has a second factor has to confirm the session first; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; see code in the answer; the new password is no good */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description see code in the answer */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_preferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["preferences_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_preferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Whether it is light or dark
                     * @enum {string|null}
                     */
                    theme?: "system" | "light" | "dark" | null;
                    /**
                     * @description For lists of the application, by name, views that were saved; null: none
                     * @example {
                     *       "expenses": [
                     *         {
                     *           "name": "Travel",
                     *           "query": "q=train"
                     *         }
                     *       ]
                     *     }
                     */
                    views?: {
                        [key: string]: unknown;
                    } | null;
                    /**
                     * @description For lists of the application, by name, the columns to show; null: none of one's own
                     * @example {
                     *       "expenses": [
                     *         "member",
                     *         "spent_on"
                     *       ]
                     *     }
                     * @example {
                     *       "expenses": null
                     *     }
                     */
                    columns?: {
                        [key: string]: unknown;
                    } | null;
                    /**
                     * @description Language tag
                     * @example en
                     * @example de-AT
                     */
                    language?: string | null;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["preferences_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renew_recovery_codes: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["recovery_codes"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the session has to be confirmed first; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no second factor; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_second_factor: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["second_factor_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_second_factor: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["second_factor_setup"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the session has to be confirmed first; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the server has no key for it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the session has to be confirmed first; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the organization requires one of your role */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_second_factor: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The first six digits of the authenticator */
                    code: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["recovery_codes"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the session has to be confirmed first; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description none is being set up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; missing or wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description A text that the name or e-mail address has, in any case */
                contains?: string;
                /** @description What the member may do */
                role?: ("owner" | "admin" | "approver" | "member" | "auditor")[];
                /** @description Where the member stands */
                status?: ("invited" | "active" | "deactivated")[];
                /** @description Number of the department */
                department_id?: number[];
                /** @description Order: with - before it the largest come first */
                sort?: "id" | "-id" | "name" | "-name" | "email" | "-email";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["member_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the member may do
                     * @enum {string}
                     */
                    role?: "owner" | "admin" | "approver" | "member" | "auditor";
                    /**
                     * Format: email
                     * @description E-mail address, by which a member logs in
                     */
                    email: string;
                    /** @description Password; neither the e-mail address, nor the organization's name, nor one that everybody guesses */
                    password: string;
                    /** @description Last name */
                    last_name?: string;
                    /** @description First name */
                    first_name?: string;
                    /**
                     * Format: int64
                     * @description Number of the department
                     */
                    department_id?: number;
                    /** @description Number under which others keep the member */
                    employee_number?: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["member_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner makes an owner; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description e-mail address in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register_first_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description E-mail address, by which a member logs in
                     */
                    email: string;
                    /** @description Password; neither the e-mail address, nor the organization's name, nor one that everybody guesses */
                    password: string;
                    /** @description Last name */
                    last_name?: string;
                    /** @description First name */
                    first_name?: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["member_record"];
                };
            };
            /** @description that, or it has a member, or is older than outlay.first_member_window; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["member_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * Format: int64
                     * @description Number of the owner, admin or approver who approves in the member's place; null or 0 takes it away
                     */
                    deputy_id?: number | null;
                    /** @description Last name */
                    last_name?: string | null;
                    /** @description First name */
                    first_name?: string | null;
                    /**
                     * Format: int64
                     * @description Number of the owner, admin or approver who approves; null or 0 takes it away
                     */
                    approver_id?: number | null;
                    /**
                     * Format: date
                     * @description First day on which that is so; null: from now on
                     */
                    deputy_from?: string | null;
                    /**
                     * Format: date
                     * @description Last day on which that is so; null: until it is taken back
                     */
                    deputy_until?: string | null;
                    /**
                     * Format: int64
                     * @description Number of the department; null or 0 takes it away
                     */
                    department_id?: number | null;
                    /** @description Number under which others keep the member */
                    employee_number?: string | null;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["member_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner changes an owner; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_member_bank_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bank_account_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such member; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_member_bank_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description An IBAN, with or without blanks; empty: none
                     * @example DE89 3704 0044 0532 0130 00
                     * @example
                     */
                    iban?: string | null;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bank_account_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner sets that of another owner, and it asks for a session that was confirmed recently; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such member; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; what is wrong with it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deactivate_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["member_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner deactivates an owner; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the last active owner, or deactivated already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_member_email: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description E-mail address, by which a member logs in
                     */
                    email: string;
                };
            };
        };
        responses: {
            /** @description success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["link_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner does it for an owner, or the session has to be confirmed first; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description another member has it; the member is deactivated */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; not an e-mail address */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the address has got too many mails today */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_member_history: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["audit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description of another member; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reinvite_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["invitation_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner does it for an owner; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not waiting for an invitation */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw_invitation: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner does it for an owner; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description expenses refer to the member, who can be deactivated; not waiting for an invitation */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issue_password_reset: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["link_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner does it for an owner, or the session has to be confirmed first; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the member is not active */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the address has got too many mails today */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reactivate_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["member_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner reactivates an owner; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not deactivated */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the member may do
                     * @enum {string}
                     */
                    role: "owner" | "admin" | "approver" | "member" | "auditor";
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["member_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description one's own role, or only an owner gives or takes the role owner; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the last active owner */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner does it for an owner, or the session has to be confirmed first; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such member, or none to take; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_member_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description only an owner ends those of an owner; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such member; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["organization_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Language tag of BCP 47; empty: the operator's default
                     * @example en
                     * @example de-AT
                     * @example
                     */
                    locale?: string | null;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * @description Whether expenses have to be approved; empty: off
                     * @enum {string|null}
                     */
                    approval?: "on" | "off" | "" | null;
                    /**
                     * @description ISO 4217
                     * @example EUR
                     * @example JPY
                     */
                    currency?: string;
                    /**
                     * @description Name of the time zone database; empty: the operator's default
                     * @example Europe/Vienna
                     * @example UTC
                     * @example
                     */
                    time_zone?: string | null;
                    /**
                     * @description What happens to an expense beyond its budget; empty: the operator's default
                     * @enum {string|null}
                     */
                    over_budget?: "refuse" | "warn" | "allow" | "" | null;
                    /** @description Second colour; empty: the operator's default */
                    accent_color?: string | null;
                    /** @description What people read above every page; empty: the organization's name */
                    display_name?: string | null;
                    /**
                     * @description What happens to a budget or withdrawal beyond its account; empty: the operator's default
                     * @enum {string|null}
                     */
                    over_account?: "refuse" | "warn" | "allow" | "" | null;
                    /**
                     * @description What happens to an expense on a day outside the span of its budget; empty: the operator's default
                     * @enum {string|null}
                     */
                    outside_month?: "refuse" | "warn" | "allow" | "" | null;
                    /** @description Main colour; empty: the operator's default */
                    primary_color?: string | null;
                    /**
                     * @description Largest receipt of an expense, in megabytes; empty: the operator's default
                     * @example 10
                     * @example 25
                     * @example
                     */
                    receipt_megabytes?: string | null;
                    /**
                     * @description Roles whose members must have a second factor, separated by blanks, or none; empty: the operator's default
                     * @example none
                     * @example
                     */
                    second_factor_roles?: string | null;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["organization_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description second_factor_roles asks for a session that was confirmed recently; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the currency is in use, or a second factor is not configured on this server */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_address: {
        parameters: {
            query: {
                /** @description Name that the organization would have */
                name: string;
                /** @description Name in addresses; made from the name where it is not given */
                slug?: string;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["address_check"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description signing up is switched off */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description organizations do not answer this, the base host does */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_organization_bank_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bank_account_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_organization_bank_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description An IBAN, with or without blanks; empty: none
                     * @example DE89 3704 0044 0532 0130 00
                     * @example
                     */
                    iban?: string | null;
                    /** @description Name that transfers have; empty: the organization's own */
                    holder?: string | null;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bank_account_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description asks for a session that was confirmed recently; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; what is wrong with it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_logo: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description the part that Range asked for */
            206: {
                headers: {
                    /** @description which bytes of how many: bytes 0-99/1234 */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_logo: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["organization_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; the organization was changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; not such an image */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_logo: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; the organization was changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_up: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the organization */
                    name: string;
                    /** @description Name in addresses; made from the name where it is not given */
                    slug?: string;
                    /**
                     * Format: email
                     * @description E-mail address, by which a member logs in
                     */
                    email: string;
                    /**
                     * @description ISO 4217
                     * @example EUR
                     * @example JPY
                     */
                    currency?: string;
                    /** @description Password; neither the e-mail address, nor the organization's name, nor one that everybody guesses */
                    password: string;
                    /** @description Last name */
                    last_name?: string;
                    /**
                     * @description Language of the categories that it begins with; without it, it begins with none
                     * @enum {string}
                     */
                    categories?: "en" | "fr" | "de" | "sw";
                    /** @description First name */
                    first_name?: string;
                    /** @description The one that an earlier log-in on this device gave; empty: give me one */
                    device_token?: string;
                    /**
                     * Format: email
                     * @description E-mail address of the organization
                     */
                    business_email: string;
                    /** @description Telephone number of the organization */
                    business_phone?: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["sign_up_record"];
                };
            };
            /** @description switched off (setting outlay.allow_sign_up) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description organizations do not answer this, the base host does */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description name or slug in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; every field that is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Public number of the organization */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["organization_address"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description it is suspended, without the reason, which its members are told */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; organizations do not answer this, the base host does */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_owed: {
        parameters: {
            query?: {
                /** @description Numbers of members: any of these */
                member_id?: number[];
                /** @description Sums from this on */
                min_amount?: string;
                /** @description A text that a name or an e-mail address has, in any case */
                contains?: string;
                /** @description Order: with - before it the largest come first */
                sort?: "amount" | "-amount" | "name" | "-name" | "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["owed_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    request_password_reset: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description E-mail address, by which a member logs in
                     */
                    email: string;
                };
            };
        };
        responses: {
            /** @description success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["reset_request"];
                };
            };
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; not an e-mail address */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description see code in the answer */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Password; neither the e-mail address, nor the organization's name, nor one that everybody guesses */
                    password: string;
                    /** @description The token of the link for a new password */
                    reset_token: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["password_change"];
                };
            };
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the token is not valid or no longer valid; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; the password is no good */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_payments: {
        parameters: {
            query?: {
                /** @description State of the payment */
                state?: ("open" | "exported" | "paid" | "cancelled")[];
                /** @description Order: with - before it the largest come first */
                sort?: "id" | "-id" | "amount" | "-amount" | "execute_on" | "-execute_on";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["payment_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_payment: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Numbers of members: all that is owed to these */
                    member_id?: number[];
                    /**
                     * Format: date
                     * @description When the bank is to pay, today or within a year, where the organization is
                     */
                    execute_on?: string;
                    /** @description Numbers of expenses: these alone */
                    expense_id?: number[];
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["payment_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an expense is the caller's own; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such expense; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nothing is owed, the company paid it, or it is more than 5000 expenses */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an expense is not owed any more */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_payment: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["payment_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bounce_payment: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * Format: int64
                     * @description Number of the member whose money came back
                     */
                    member_id?: number;
                    /**
                     * Format: int64
                     * @description Number of the expense
                     */
                    expense_id?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["payment_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the caller's own; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the payment has nothing of the kind */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, or cancelled */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; neither or both */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_payment: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["payment_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an expense of the caller's is in it; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, or paid or cancelled already */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_payment: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description When it was paid, today or before, where the organization is
                     */
                    paid_on?: string;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["payment_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an expense of the caller's is in it; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nothing is in it, or nothing that could be transferred */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, or paid or cancelled already */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_payment_expenses: {
        parameters: {
            query?: {
                /** @description Numbers of members: those of any of these */
                member_id?: number[];
                /** @description Order: with - before it the largest come first */
                sort?: "id" | "-id" | "amount" | "-amount" | "spent_on" | "-spent_on";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["expense_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_payment_expense: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * Format: int64
                     * @description Number of the expense
                     */
                    expense_id: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["payment_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the caller's own; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the expense is owed to nobody */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, paid or cancelled, or the expense is not owed any more */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_payment_expense: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
                /** @description Number of the expense */
                expense_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["payment_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the caller's own; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the expense is in another */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, paid or cancelled, or the expense is in no payment */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_payment: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description True: where it is not what was exported before, a new file under a new message id
                     * @default false
                     */
                    renew?: boolean;
                    /**
                     * @description What file: SEPA in one of two versions, or comma-separated values
                     * @default pain.001.001.09
                     * @enum {string}
                     */
                    format?: "pain.001.001.09" | "pain.001.001.03" | "csv";
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nothing is in it, or nothing that could be transferred, it is not in EUR, or it would not be the file that was exported before */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; changed meanwhile, or paid or cancelled */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, or no IBAN of somebody */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_payment_history: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["audit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_payment_transfers: {
        parameters: {
            query?: {
                /** @description Order: with - before it the largest come first */
                sort?: "amount" | "-amount" | "name" | "-name" | "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["transfer_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_periods: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["period_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    close_period: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description Last day to close, before today, where the organization is
                     */
                    until: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["period_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, not over, or closed already */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_period: {
        parameters: {
            query: {
                /** @description Last day that would be closed, before today, where the organization is */
                until: string;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["period_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; the day is not over, or closed already */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopen_period: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description Last day that stays closed; null: none does
                     */
                    until?: string;
                    /** @description Why they are opened again */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["period_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nothing is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; no reason, or not before what is closed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_period: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the change in the audit */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["period_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_policy: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_policy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Rules, as GET /api/v2/policy/schema has them */
                    policy?: unknown;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile; the organization was changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; not a policy, or it names a category or member that is not there, the field says where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_policy_schema: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_policy: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Where the page begins: "next" of the page before, in the same order */
                    after?: string;
                    /**
                     * @description Which expenses are listed: those that the draft alone finds something in, the policy in force alone, or both
                     * @enum {string}
                     */
                    change?: "only_draft" | "only_in_force" | "both";
                    /** @description Rules, as GET /api/v2/policy/schema has them */
                    policy?: unknown;
                    /**
                     * Format: date
                     * @description Days up to this
                     */
                    to_date?: string;
                    /**
                     * Format: date
                     * @description Days from this on
                     */
                    from_date?: string;
                    /**
                     * Format: int32
                     * @description Rows of a page
                     * @default 50
                     */
                    page_size?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_trial"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, the field says where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_rates: {
        parameters: {
            query?: {
                /** @description What the rate is of */
                kind?: ("exchange" | "tax" | "mileage" | "per_diem" | "reduction")[];
                /** @description Currencies, or what the organization calls taxes: any of these */
                code?: string[];
                /** @description Rates that began on this day or later */
                from_date?: string;
                /** @description Rates that began on this day or earlier */
                to_date?: string;
                /** @description Order: with - before it the largest come first */
                sort?: "since" | "-since" | "code" | "-code";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["rate_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_rate: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The currency, or what the organization calls the tax
                     * @example USD
                     */
                    code: string;
                    /**
                     * @description What the rate is of
                     * @enum {string}
                     */
                    kind: "exchange" | "tax" | "mileage" | "per_diem" | "reduction";
                    /**
                     * @description Of mileage: of what a distance is, by default as others of the code, else km
                     * @enum {string}
                     */
                    unit?: "km" | "mile";
                    /**
                     * Format: date
                     * @description First day on which it is so
                     */
                    since: string;
                    /**
                     * Format: decimal
                     * @description What one unit of the currency is in the organization's, or percent of the net
                     * @example 0.9213
                     */
                    value: string;
                    /**
                     * Format: decimal
                     * @description Of mileage: the distance of the year from which on it is so
                     * @default 0
                     */
                    from_quantity?: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["rate_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description deleted at the same time */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_rates: {
        parameters: {
            query?: {
                /** @description Currency that the file is in, ISO 4217; by default EUR, or of lines for each rate the organization's own */
                base?: string;
                /** @description First day that is taken; those before it are left out */
                since?: string;
                /** @description What stands before the decimals */
                decimal_mark?: "point" | "comma";
                /** @description How days are written */
                days?: "yyyy-mm-dd" | "dd.mm.yyyy" | "dd/mm/yyyy" | "mm/dd/yyyy";
                /** @description Character set; UTF-16 is known by its mark */
                encoding?: "utf-8" | "windows-1252";
                /** @description Hash of the preview, which confirms it */
                hash?: string;
            };
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["rate_import"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; something is wrong, with line and column, or the hash is of another file */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_rate: {
        parameters: {
            query?: {
                /** @description Of mileage: the distance of the year from which on it is so */
                from_quantity?: string;
            };
            header?: never;
            path: {
                /** @description What the rate is of */
                kind: "exchange" | "tax" | "mileage" | "per_diem" | "reduction";
                /** @description The currency, or what the organization calls the tax */
                code: string;
                /** @description First day on which it is so */
                since: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_recurring: {
        parameters: {
            query?: {
                /** @description Numbers of members: any of these */
                member_id?: number[];
                /** @description Numbers of departments: any of these */
                department_id?: number[];
                /** @description Order: with - before it the largest come first */
                sort?: "id" | "next_on" | "amount" | "-id" | "-next_on" | "-amount";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["recurring_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_recurring: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Tags; of those that are the same in any case the first stays */
                    tags?: string[];
                    /**
                     * @description How often it comes again
                     * @enum {string}
                     */
                    every: "day" | "week" | "month" | "quarter" | "year";
                    /** @description What else there is to say, of several lines */
                    notes?: string;
                    /**
                     * Format: date
                     * @description Up to this day, at most ten years from today
                     */
                    until?: string;
                    /**
                     * Format: decimal
                     * @description Money, greater than zero, with at most as many decimals as the currency has
                     */
                    amount: string;
                    /**
                     * Format: int32
                     * @description Day of the week, 1 is Monday, or of the month, where a shorter one has its last; 0: that of the first day
                     */
                    on_day?: number;
                    /**
                     * Format: date
                     * @description From this day on, at most one year from today
                     */
                    first_on: string;
                    /** @description Where the money went */
                    merchant?: string;
                    /**
                     * Format: int64
                     * @description Whose expenses it makes, by default the caller's; of others only for owners and admins
                     */
                    member_id?: number;
                    /**
                     * @description Who pays: the member, or the company
                     * @default own
                     * @enum {string}
                     */
                    paid_with?: "own" | "company";
                    /**
                     * Format: int64
                     * @description Account that the budget is of; 0: any
                     */
                    account_id?: number;
                    /** @description Whom it is charged on to */
                    billable_to?: string;
                    /**
                     * Format: int64
                     * @description Number of the category
                     */
                    category_id?: number;
                    /** @description What the money was spent on */
                    description: string;
                    /**
                     * Format: int64
                     * @description Number of the department
                     */
                    department_id: number;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["recurring_record"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description of another member; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; invalid, or department, account, member or category unknown or archived */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_recurring: {
        parameters: {
            query?: {
                /** @description How often it comes again */
                every?: "day" | "week" | "month" | "quarter" | "year";
                /** @description From this day on, at most one year from today */
                first_on?: string;
                /** @description Day of the week, 1 is Monday, or of the month, where a shorter one has its last; 0: that of the first day */
                on_day?: number;
                /** @description Up to this day, at most ten years from today */
                until?: string;
                /** @description How many days */
                count?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["recurring_date"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recurring: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["recurring_record"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_recurring: {
        parameters: {
            query?: {
                /** @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins */
                version?: number;
            };
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["recurring_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description of another member; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_recurring: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Tags; of those that are the same in any case the first stays */
                    tags?: string[] | null;
                    /**
                     * @description How often it comes again
                     * @enum {string}
                     */
                    every?: "day" | "week" | "month" | "quarter" | "year";
                    /** @description What else there is to say, of several lines */
                    notes?: string | null;
                    /**
                     * Format: date
                     * @description Up to this day, at most ten years from today; null: without end
                     */
                    until?: string | null;
                    /**
                     * Format: decimal
                     * @description Money, greater than zero, with at most as many decimals as the currency has
                     */
                    amount?: string;
                    /**
                     * Format: int32
                     * @description Day of the week, 1 is Monday, or of the month, where a shorter one has its last; 0: that of the first day
                     */
                    on_day?: number | null;
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                    /**
                     * Format: date
                     * @description From this day on, at most one year from today
                     */
                    first_on?: string;
                    /** @description Where the money went */
                    merchant?: string | null;
                    /**
                     * Format: int64
                     * @description Whose expenses it makes; changed by owners and admins only
                     */
                    member_id?: number;
                    /**
                     * @description Who pays: the member, or the company
                     * @enum {string}
                     */
                    paid_with?: "own" | "company";
                    /**
                     * Format: int64
                     * @description Account that the budget is of; null or 0: any
                     */
                    account_id?: number | null;
                    /** @description Whom it is charged on to */
                    billable_to?: string | null;
                    /**
                     * Format: int64
                     * @description Number of the category; null or 0 takes it away
                     */
                    category_id?: number | null;
                    /** @description What the money was spent on */
                    description?: string;
                    /**
                     * Format: int64
                     * @description Number of the department
                     */
                    department_id?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["recurring_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description of another member; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_recurring_history: {
        parameters: {
            query?: {
                /** @description Order: with - before it the latest come first */
                sort?: "id" | "-id";
                /** @description Where the page begins: "next" of the page before, in the same order */
                after?: string;
                /** @description Rows of a page */
                page_size?: number;
            };
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["audit_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_recurring: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["recurring_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description of another member; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_recurring: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description the ETag of the record, or its version in quotes: a change of another version is refused with 412 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: int32
                     * @description The version that the caller has seen: the change is refused if the record has moved on. Without it the last change wins
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["recurring_record"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description of another member; not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["session_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description E-mail address of the member */
                    email: string;
                    /**
                     * @description True: the tokens come in a cookie, for browsers, and not in the answer
                     * @default false
                     */
                    cookies?: boolean;
                    /** @description Password of the member */
                    password: string;
                    /** @description The one that an earlier log-in on this device gave; empty: give me one */
                    device_token?: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["session_grant"];
                };
            };
            /** @description see code in the answer */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; an argument is missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description see code in the answer */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_other_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renew_access: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The refresh token of the session */
                    refresh_token: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["session_grant"];
                };
            };
            /** @description see code in the answer */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits of the authenticator, or a recovery code */
                    code?: string;
                    /**
                     * @description True: the tokens come in a cookie, for browsers, and not in the answer
                     * @default false
                     */
                    cookies?: boolean;
                    /** @description Your password */
                    password: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["session_grant"];
                };
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no key of the server opens the secret */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; an argument is missing; see code in the answer */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description see code in the answer */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description True: the tokens come in a cookie, for browsers, and not in the answer
                     * @default false
                     */
                    cookies?: boolean;
                    /** @description The refresh token of the session */
                    refresh_token?: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["session_grant"];
                };
            };
            /** @description see code in the answer */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    continue_log_in: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits of the authenticator, or a recovery code */
                    code: string;
                    /** @description The ticket that the log-in gave */
                    ticket: string;
                    /**
                     * @description True: the tokens come in a cookie, for browsers, and not in the answer
                     * @default false
                     */
                    cookies?: boolean;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["session_grant"];
                };
            };
            /** @description see code in the answer */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no key of the server opens the secret */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; an argument is missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description see code in the answer */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_up_at_log_in: {
        parameters: {
            query?: never;
            header?: {
                /** @description a text of the client's own, 1 to 100 bytes, best made at random: a request that is sent again with it within a day is not carried out again and gets the same answer, or 409 where the answer held a secret */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The ticket that the log-in gave */
                    ticket: string;
                };
            };
        };
        responses: {
            /** @description success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["second_factor_setup"];
                };
            };
            /** @description the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the ticket is not valid; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the server has no key for it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; it is missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the record */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is logged in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for every role; the organization is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is none of yours; no organization is at this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the request is malformed, too large, too frequent … */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not now (503, 504: try again), or not at all (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
