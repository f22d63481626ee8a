// Made by scripts/api-types.mjs from the OpenAPI document; do not change by hand.

export interface paths {
    "/api/console/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What operators did
         * @description What operators did, the latest first. organization: its slug; before: the number of the last entry of a page; page_size: up to 200. For operators
         */
        get: operations["console_list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/capacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What so many organizations need
         * @description What so many organizations (NULL: as there are) need, and what to change. Nothing before the first organization
         */
        get: operations["console_capacity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare organizations with their template
         * @description Differences between an organization, or all (NULL), and their template. expected: what the template of its version has; found: what is there; NULL for what is not there. The template itself is compared with what its migrations made, in rows without a slug. Nothing where nothing has drifted
         */
        post: operations["drift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/log-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in: e-mail address and password
         * @description The first half of an operator's log-in
         */
        post: operations["console_log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/log-in/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in: the code of the authenticator
         * @description The second half of an operator's log-in: a code of the authenticator. cookies: the token comes as a cookie that no script reads
         */
        post: operations["console_continue_log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/log-in/set-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set up an authenticator at the first log-in
         * @description A new secret for an authenticator, at the first log-in. For whom it told to set one up. Its first code finishes the log-in
         */
        post: operations["console_set_up_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description The OpenAPI 3.1 document of the console
         */
        get: operations["console_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List operators
         * @description Who may log in at the console. For operators
         */
        get: operations["list_operators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List organizations
         * @description Organizations with size and activity, in the order of their numbers. contains: a part of the name, slug, e-mail address or public number; without a status all that have not been dropped; after: the number that the last of a full page has
         */
        get: operations["console_list_organizations"];
        put?: never;
        /**
         * Create an organization
         * @description Creates an organization: directory row, role, schema and all that is in it. The slug is made from the name where none is given; categories: the language, en, fr, de or sw, of the categories that it begins with, by default none
         */
        post: operations["create_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/organizations/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an organization
         * @description One organization, a dropped one too
         */
        get: operations["console_get_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/organizations/{slug}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drop an organization
         * @description Drops an organization into the retention bin, until purge_tenants(). Every call for it is refused with 3D000, and its name is free. Its data and its slug stay. restore_tenant() brings it back
         */
        post: operations["drop_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/organizations/{slug}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rename an organization
         * @description Gives an organization another name, slug or both. With keep_alias it is still served at the former slug, until remove_alias()
         */
        post: operations["rename_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/organizations/{slug}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a dropped organization
         * @description Undoes drop_tenant(): the organization is active or suspended, as it was. It comes back under another name if one is given
         */
        post: operations["restore_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/organizations/{slug}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume an organization
         * @description Undoes suspend_tenant() and forgets the reason
         */
        post: operations["resume_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/organizations/{slug}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend an organization
         * @description Refuses every call for an organization with OT403 from now on. Callers are told the reason, one line of up to 200 characters. Data stay. Called again it changes the reason, if one is given
         */
        post: operations["suspend_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/selftest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Try the walls between organizations
         * @description Proves the walls of one organization or of all (NULL). That its schema and all in it belong to its own role, which is no superuser; that nobody else may write or can read what is its own; that functions answer for the organization of search_path; that balances are right. For all, also who may connect to the database, whose the extension is, whether the library is loaded everywhere, and what outlay_web has set, each with what to do. Reads only
         */
        get: operations["selftest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is logged in
         * @description Who is logged in, and until when
         */
        get: operations["console_current_session"];
        put?: never;
        post?: never;
        /**
         * Log out
         * @description Ends the session
         */
        delete: operations["console_log_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the installation is
         * @description How the installation is: versions, organizations, spares, worker, capacity. What needs to be done is not ok, and has the command. Of the capacity there is only what does not suffice. For operators
         */
        get: operations["status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/upgrades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions, and how far an upgrade is
         * @description Versions of the template, and how far an upgrade is. The latest first, up to twenty. For operators
         */
        get: operations["console_upgrades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/upgrades/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Organizations that an upgrade failed for
         * @description Organizations that failed to reach a version, the latest first, up to a hundred. For operators
         */
        get: operations["console_upgrade_failures"];
        put?: never;
        post?: never;
        delete?: never;
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
        /** @description Something that organizations use up */
        capacity_record: {
            /** @description In what it is counted */
            unit: string;
            /** @description What it is */
            what: string;
            /** @description What to do; where it will do, for how many organizations */
            advice: string;
            /** @description Whether that will do */
            enough: boolean;
            /**
             * Format: decimal
             * @description How much of it so many organizations need
             */
            needed: string;
            /**
             * Format: decimal
             * @description How much of it there is with the present settings
             */
            available: string;
            /**
             * Format: decimal
             * @description How much of it one more organization takes, measured in this database
             */
            per_tenant: string;
        };
        /** @description An organization as operators see it: its size and state, nothing that is in it */
        console_organization: {
            /**
             * Format: int64
             * @description Number of the organization
             */
            id: number;
            /** @description Its name */
            name: string;
            /** @description Its name in addresses */
            slug: string;
            /**
             * Format: int64
             * @description Size on disk; NULL: its schema has gone
             */
            bytes: number | null;
            /** @description active, suspended or dropped */
            status: string;
            /**
             * Format: int64
             * @description Members, estimated from the server's statistics; NULL: its schema has gone
             */
            members: number | null;
            /**
             * Format: int64
             * @description Expenses, estimated as well; NULL: its schema has gone
             */
            expenses: number | null;
            /**
             * Format: date-time
             * @description When it was created, UTC
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was dropped, UTC; NULL: it was not
             */
            dropped_at: string | null;
            /**
             * Format: date-time
             * @description When something was last written, late by up to a checkpoint; NULL: its schema has gone
             */
            last_activity: string | null;
            /** @description Its e-mail address */
            business_email: string;
            /** @description Its telephone number; NULL: none is known */
            business_phone: string | null;
            /** @description Why it is suspended; NULL: it is not, or for no reason given */
            suspend_reason: string | null;
            /** @description Public number: ACM-4095 */
            organization_id: string;
            /**
             * Format: int32
             * @description Version of its schema
             */
            template_version: number;
        };
        /** @description A session at the console; all are null where the log-in was refused */
        console_session: {
            /** @description Name of the operator; NULL: it was refused */
            name: string | null;
            /** @description E-mail address of the operator; NULL: it was refused */
            email: string | null;
            /** @description Access token, shown here alone; NULL: it is in the cookie, or was shown before */
            token: string | null;
            /**
             * Format: date-time
             * @description When it ends however often it is used, UTC; NULL: it was refused
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When it ends unless it is used, UTC; NULL: it was refused
             */
            idle_until: string | null;
            /**
             * Format: int64
             * @description Whose it is; NULL: it was refused
             */
            operator_id: number | null;
        };
        /** @description The first half of a log-in; all are null where it was refused */
        console_ticket: {
            /** @description second_factor: a code of the authenticator; second_factor_setup: one is set up first; NULL: it was refused */
            next: string | null;
            /** @description What the second half is done with, once; NULL: it was refused */
            ticket: string | null;
            /**
             * Format: date-time
             * @description Until when, UTC; NULL: it was refused
             */
            expires_at: string | null;
        };
        /** @description A difference between an organization and the template of its version */
        drift_record: {
            /** @description What differs: table, column, index, constraint, comment, schema … */
            kind: string;
            /** @description The organization; NULL: the template itself */
            slug: string | null;
            /** @description What the organization has; NULL: nothing */
            found: string | null;
            /** @description Its name */
            object: string;
            /** @description What the template of the version has; NULL: nothing */
            expected: string | null;
        };
        /** @description operator_audit */
        operator_audit: {
            /**
             * Format: date-time
             * @description When, UTC
             */
            at: string;
            /**
             * Format: int64
             * @description Number of the entry, rising
             */
            id: number;
            /** @description What was done: log_in, or the function that was called */
            action: string;
            /** @description done, or the SQLSTATE by which it was refused */
            result: string;
            /** @description Address of the client; NULL: not known */
            address: string | null;
            /** @description Why it was refused; NULL: it was not */
            message: string | null;
            /** @description E-mail address of the operator then; NULL: nobody who is one */
            operator: string | null;
            /** @description What the function was given; NULL: nothing */
            arguments: unknown;
            /**
             * Format: int64
             * @description Number of the organization; NULL: it is about none, or there is none
             */
            tenant_id: number | null;
            /** @description Number of the request, as in the log of outlayd; NULL: there was none */
            request_id: string | null;
            /**
             * Format: int64
             * @description Number of the operator; NULL: nobody who is one
             */
            operator_id: number | null;
            /** @description Its slug, as it was named; NULL: it is about none */
            organization: string | null;
            /** @description Role in the database: outlay_console over HTTP, else who typed it in psql */
            database_role: string;
        };
        /** @description Somebody who may log in at the console */
        operator_record: {
            /**
             * Format: int64
             * @description Number of the operator
             */
            id: number;
            /** @description Name */
            name: string;
            /** @description E-mail address, by which they log in */
            email: string;
            /** @description False: no log-in, and no session is good any more */
            active: boolean;
            /**
             * Format: int64
             * @description Sessions that are good now
             */
            sessions: number;
            /**
             * Format: date-time
             * @description When the account was made, UTC
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When one of them was used last, to the minute; NULL: there is none
             */
            last_seen_at: string | null;
            /** @description Whether an authenticator is set up, which the first log-in does */
            second_factor: boolean;
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
        /** @description Outcome of a check for an organization */
        selftest_record: {
            /** @description Whether it is as it must be */
            ok: boolean;
            /** @description The organization; NULL for what was checked of the database */
            slug: string | null;
            /** @description What was found */
            detail: string;
            /** @description What was checked */
            check_name: string;
        };
        /** @description Something about the installation */
        status_record: {
            /** @description Whether nothing needs to be done */
            ok: boolean;
            /** @description What it is */
            what: string;
            /** @description Its version, or how many there are */
            value: string;
            /** @description What to do; NULL: nothing */
            advice: string | null;
        };
        /** @description tenant */
        tenant: {
            /**
             * Format: int64
             * @description Number of the organization, never used again
             */
            id: number;
            /** @description Name of the organization, as people write it */
            name: string;
            /** @description Name of the organization in addresses: acme in acme.example.com */
            slug: string;
            /** @description Schema that holds everything of the organization */
            schema: string;
            /** @description active, suspended (every call is refused) or dropped */
            status: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When drop_tenant() put it into the retention bin; NULL: it has not
             */
            dropped_at: string | null;
            /** @description Status that restore_tenant() gives back; NULL: it is not dropped, or its schema is being removed */
            restore_as: string | null;
            /** Format: date-time */
            updated_at: string;
            /** @description E-mail address of the organization */
            business_email: string;
            /** @description Telephone number of the organization */
            business_phone: string;
            /** @description Why it is suspended, as everybody who calls is told; of a dropped one: why it was; NULL: for no reason given */
            suspend_reason: string | null;
            /** @description Public number by which people find their organization: ACM-4095 */
            organization_id: string;
            /**
             * Format: int32
             * @description Version of the schema: the last row of outlay.template that it has
             */
            template_version: number;
        };
        /** @description upgrade_failure */
        upgrade_failure: {
            /** @description Name of the migration; NULL: it has been withdrawn */
            name: string | null;
            slug: string;
            /** @description Detail of the error; NULL: it had none */
            detail: string | null;
            /** @description Statement and migration that raised it; NULL: not known */
            context: string | null;
            message: string;
            /** Format: int32 */
            version: number;
            /** Format: int32 */
            attempts: number;
            given_up: boolean;
            sqlstate: string;
            /** Format: date-time */
            failed_at: string;
            /**
             * Format: int32
             * @description Number of the migration; NULL: it has been withdrawn
             */
            migration: number | null;
        };
        /** @description upgrade_progress */
        upgrade_progress: {
            /**
             * Format: int64
             * @description Organizations that the latest call has brought to this version; NULL: there was none
             */
            done: number | null;
            name: string;
            /**
             * Format: int64
             * @description Organizations at an earlier version
             */
            behind: number;
            /**
             * Format: int64
             * @description Organizations that failed to reach this version; outlay.upgrade_failure says why
             */
            failed: number;
            /**
             * Format: int64
             * @description Organizations at this version
             */
            tenants: number;
            /** Format: int32 */
            version: number;
            /**
             * Format: int64
             * @description Sessions and workers that are at work now
             */
            sessions: number;
            /** Format: int32 */
            migration: number;
            /**
             * Format: decimal
             * @description The same in a second; NULL: there was none, or it has just begun
             */
            per_second: string | null;
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
    console_list_audit: {
        parameters: {
            query?: {
                /** @description Slug of an organization */
                organization?: string;
                /** @description Number of an operator */
                operator_id?: number;
                /** @description Entries with a lower number: that of the last of a full page */
                before?: number;
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
                        items: components["schemas"]["operator_audit"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
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
    console_capacity: {
        parameters: {
            query?: {
                /** @description For how many organizations; without: as many as there are */
                tenants?: number;
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
                        items: components["schemas"]["capacity_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description organizations do not answer this, the base host does */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; a number out of range */
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
    drift: {
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
                    /** @description Slug of an organization; without: all, and the template */
                    slug?: string;
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
                        items: components["schemas"]["drift_record"][];
                    };
                };
            };
            204: components["responses"]["Minimal"];
            /** @description no such organization; organizations do not answer this, the base host does */
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
    console_log_in: {
        parameters: {
            query?: never;
            header?: never;
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
                    "application/json": components["schemas"]["console_ticket"];
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
            /** @description the server has no key for second factors */
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
            /** @description too many attempts */
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
    console_continue_log_in: {
        parameters: {
            query?: never;
            header?: never;
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["console_session"];
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
            /** @description the secret cannot be read */
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
            /** @description too many attempts */
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
    console_set_up_factor: {
        parameters: {
            query?: never;
            header?: never;
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["second_factor_setup"];
                };
            };
            /** @description the ticket is not valid; organizations do not answer this, the base host does */
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
    console_openapi: {
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
    list_operators: {
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
                        items: components["schemas"]["operator_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
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
    console_list_organizations: {
        parameters: {
            query?: {
                /** @description A part of the name, slug, e-mail address or public number */
                contains?: string;
                /** @description Only those with this state; without: all but dropped ones */
                status?: "active" | "suspended" | "dropped";
                /** @description Those with a higher number: that of the last of a full page */
                after?: number;
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
                        items: components["schemas"]["console_organization"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
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
    create_tenant: {
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
                    /** @description Its name, unlike that of any other in use */
                    name: string;
                    /** @description Name in addresses; made from the name where it is not given */
                    slug?: string;
                    /**
                     * @description ISO 4217
                     * @example EUR
                     * @example JPY
                     */
                    currency?: string;
                    /** @description See the description of the operation */
                    categories?: string;
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
                    "application/json": components["schemas"]["tenant"];
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
            /** @description a field is missing, unknown or of the wrong type; invalid fields, each in the detail */
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
    console_get_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description an ETag that was given before: where that is still the answer, 304 comes without it */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Name in addresses; made from the name where it is not given */
                slug: string;
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
                    "application/json": components["schemas"]["console_organization"];
                };
            };
            304: components["responses"]["NotModified"];
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
    drop_tenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Name in addresses; made from the name where it is not given */
                slug: string;
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
                    "application/json": components["schemas"]["tenant"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description there is none, or it has been dropped; organizations do not answer this, the base host does */
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
    rename_tenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Name in addresses; made from the name where it is not given */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Its name, unlike that of any other in use */
                    name?: string;
                    /** @description See the description of the operation */
                    new_slug?: string;
                    /** @description See the description of the operation */
                    keep_alias?: boolean;
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
                    "application/json": components["schemas"]["tenant"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description there is none; organizations do not answer this, the base host does */
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
            /** @description a field is missing, unknown or of the wrong type; invalid fields */
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
    restore_tenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Name in addresses; made from the name where it is not given */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Its name, unlike that of any other in use */
                    name?: string;
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
                    "application/json": components["schemas"]["tenant"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description there is none; organizations do not answer this, the base host does */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has not been dropped, or is being purged; the name is another organization's by now */
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
    resume_tenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Name in addresses; made from the name where it is not given */
                slug: string;
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
                    "application/json": components["schemas"]["tenant"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description there is no such organization; organizations do not answer this, the base host does */
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
    suspend_tenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: without a body in the answer */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Name in addresses; made from the name where it is not given */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description See the description of the operation */
                    reason?: string;
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
                    "application/json": components["schemas"]["tenant"];
                };
            };
            204: components["responses"]["Minimal"];
            /** @description there is none; organizations do not answer this, the base host does */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field is missing, unknown or of the wrong type; an invalid reason */
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
    selftest: {
        parameters: {
            query?: {
                /** @description Slug of an organization; without: all, and the database */
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
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what to pass as after for the next page */
                        next: string | null;
                        items: components["schemas"]["selftest_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            /** @description not an operator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no such organization; organizations do not answer this, the base host does */
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
    console_current_session: {
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
                    "application/json": components["schemas"]["console_session"];
                };
            };
            304: components["responses"]["NotModified"];
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
    console_log_out: {
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
    status: {
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
                        items: components["schemas"]["status_record"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
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
    console_upgrades: {
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
                        items: components["schemas"]["upgrade_progress"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
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
    console_upgrade_failures: {
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
                        items: components["schemas"]["upgrade_failure"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
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
}
