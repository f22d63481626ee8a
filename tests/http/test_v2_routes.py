"""Every route of the API, one by one: who may call it, what it takes, what it answers, and how it refuses.

The routes are read from the database, so an endpoint without an entry in ROUTES below fails the first test. An entry
says how to make a request that succeeds; what must be refused is derived from it and from what the database says of
the route: its arguments and their types, its roles, its status, the record that it returns.
"""
import collections
import datetime
import http
import itertools
import json
import re

import jsonschema
import pytest

import organizations
import second_factor

UNKNOWN_ID = 2 ** 40
Route = collections.namedtuple("Route", "method path arguments invalid public success unknown")
ROUTES = {}


def route(call, arguments=lambda w, who: {}, invalid=None, public=False, success=None, unknown=404):
    """Declares a route.

    arguments(world, person) makes whatever the request needs and returns its arguments by name: the path's, and those
    of the query or body. Keys with a leading underscore are not arguments: _host, _person (who calls instead).
    invalid: (arguments, {field: code}): values of the right types that break the rules.
    public: nobody need be logged in. success: a status other than the declared one. unknown: the status for a path
    whose id leads nowhere.
    """
    method, path = call.split()
    ROUTES[call] = Route(method, path, arguments, invalid, public, success, unknown)


# ---- the base host ---------------------------------------------------------------------------------------------

route("GET /api/openapi.json", public=True)
route("POST /api/v2/organizations",
      lambda w, who: {"name": w.name("Company"), "business_email": "office@company.example",
                      "email": "boss@company.example", "password": organizations.PASSWORD},
      ({"name": "", "business_email": "nobody", "email": "x@", "password": "short", "currency": "XYZ", "slug": "-",
        "categories": "tlh"},
       {"name": "blank", "business_email": "not_an_email", "email": "not_an_email", "password": "too_short",
        "currency": "unknown_currency", "slug": "malformed", "categories": "unknown_choice"}), public=True)
route("GET /api/v2/organization-address", lambda w, who: {"name": "Company", "slug": "company"},
      ({"name": "", "slug": "-"}, {"name": "blank", "slug": "malformed"}), public=True)
route("GET /api/v2/organizations/{organization_id}", lambda w, who: {"organization_id": w.acme.organization_id},
      public=True)

# ---- people ----------------------------------------------------------------------------------------------------

PAGE = ({"after": "?", "page_size": 201, "sort": "nonsense"},
        {"after": "malformed", "page_size": "out_of_range", "sort": "unknown_choice"})
NEW_MEMBER = ({"email": "nobody", "role": "king", "department_id": UNKNOWN_ID, "first_name": "x" * 41,
               "last_name": "a\tb", "employee_number": "1" * 21},
              {"email": "not_an_email", "role": "unknown_choice", "department_id": "unknown", "first_name": "too_long",
               "last_name": "control_character", "employee_number": "too_long"})
route("POST /api/v2/members/first",
      lambda w, who: {"_host": w.empty_organization(), "email": "first@empty.example",
                      "password": organizations.PASSWORD},
      ({"email": "nobody", "password": "short"}, {"email": "not_an_email", "password": "too_short"}), public=True)
route("POST /api/v2/sessions", lambda w, who: {"email": w.acme.owner.email, "password": organizations.PASSWORD},
      public=True)
route("POST /api/v2/sessions/refresh", lambda w, who: {"refresh_token": w.spare_session().refresh_token}, public=True)
route("POST /api/v2/sessions/access", lambda w, who: {"refresh_token": w.spare_session().refresh_token}, public=True)
route("GET /api/v2/sessions")
route("DELETE /api/v2/sessions", lambda w, who: {"_person": w.acme.join(who.role)})
route("DELETE /api/v2/members/{id}/sessions", lambda w, who: {"id": w.acme.join("member").id})
route("DELETE /api/v2/sessions/current", lambda w, who: {"_person": who.log_in_again()})
route("DELETE /api/v2/sessions/{id}", lambda w, who: {"id": w.newest_session(who.log_in_again())})
route("GET /api/v2/me")
route("PATCH /api/v2/me", lambda w, who: {"first_name": w.name("First"), "last_name": ""},
      ({"first_name": "x" * 41, "last_name": "a\nb"}, {"first_name": "too_long", "last_name": "control_character"}))
route("GET /api/v2/me/preferences")
route("PATCH /api/v2/me/preferences",
      lambda w, who: {"language": "de-AT", "theme": "dark", "columns": {"expenses": ["amount"]},
                      "views": {"expenses": [{"name": "Travel", "query": "q=train"}], "budgets": None}},
      ({"language": "de_AT", "theme": "pink", "columns": {"expenses": "amount"}, "views": [1]},
       {"language": "unknown_locale", "theme": "unknown_choice", "columns": "malformed", "views": "malformed"}))
route("PUT /api/v2/me/password",
      lambda w, who: {"old_password": organizations.PASSWORD, "new_password": organizations.PASSWORD,
                      "_person": w.acme.join(who.role)},
      ({"old_password": organizations.PASSWORD, "new_password": "short"}, {"new_password": "too_short"}))
route("POST /api/v2/invitations", lambda w, who: {"email": w.email(), "role": "member"}, NEW_MEMBER)
route("POST /api/v2/invitations/accept",
      lambda w, who: {"invitation_token": w.invitation()["invitation_token"], "password": organizations.PASSWORD},
      ({"password": "short", "first_name": "x" * 41}, {"password": "too_short", "first_name": "too_long"}), public=True)
route("GET /api/v2/members", invalid=({"role": ["owner", "king"], "status": "gone"},
                                      {"role": "unknown_choice", "status": "unknown_choice"}))
route("POST /api/v2/members", lambda w, who: {"email": w.email(), "password": organizations.PASSWORD}, NEW_MEMBER)
route("GET /api/v2/members/{id}", lambda w, who: {"id": who.id})
route("GET /api/v2/members/{id}/history", lambda w, who: {"id": who.id}, PAGE)
route("PATCH /api/v2/members/{id}", lambda w, who: {"id": w.acme.member.id, "employee_number": w.name("N")},
      ({"first_name": "x" * 41, "department_id": UNKNOWN_ID}, {"first_name": "too_long", "department_id": "unknown"}))
route("PUT /api/v2/members/{id}/role", lambda w, who: {"id": w.invitation()["member_id"], "role": "auditor"},
      ({"role": "king"}, {"role": "unknown_choice"}))
route("POST /api/v2/members/{id}/deactivate", lambda w, who: {"id": w.invitation()["member_id"]})
route("POST /api/v2/members/{id}/reactivate", lambda w, who: {"id": w.deactivated_member()})
route("POST /api/v2/members/{id}/password-reset", lambda w, who: {"id": w.acme.member.id})
route("POST /api/v2/members/{id}/email", lambda w, who: {"id": w.acme.member.id, "email": w.email()},
      ({"email": "nobody"}, {"email": "not_an_email"}))
route("DELETE /api/v2/members/{id}/second-factor", lambda w, who: {"id": w.protected("member").id})
route("POST /api/v2/password-resets", lambda w, who: {"email": w.email()}, ({"email": "nobody"}, {"email": "not_an_email"}),
      public=True)
route("POST /api/v2/password-resets/accept",
      lambda w, who: {"reset_token": w.link("member", "password-reset"), "password": organizations.PASSWORD},
      ({"password": "short"}, {"password": "too_short"}), public=True)
route("POST /api/v2/email-changes/confirm", lambda w, who: {"email_token": w.link("member", "email", email=w.email())},
      public=True)
# Without mail there is no link to one's own new address.
route("POST /api/v2/me/email", lambda w, who: {"email": w.email()}, ({"email": "nobody"}, {"email": "not_an_email"}), success=409)
route("GET /api/v2/me/second-factor")
route("POST /api/v2/me/second-factor")
route("POST /api/v2/me/second-factor/confirm", lambda w, who: w.first_code(w.acme.join(who.role)),
      ({"code": "000"}, {"code": "wrong_code"}))
route("DELETE /api/v2/me/second-factor", lambda w, who: {"_person": w.protected(who.role)})
route("POST /api/v2/me/recovery-codes", lambda w, who: {"_person": w.protected(who.role)})
route("POST /api/v2/sessions/confirm",
      lambda w, who: {"password": organizations.PASSWORD, "_person": w.acme.join(who.role)})
# test_second_factor.py goes the whole way.
route("POST /api/v2/sessions/second-factor", lambda w, who: {"ticket": "ot_none", "code": "123456"}, public=True, success=401)
route("POST /api/v2/sessions/second-factor/setup", lambda w, who: {"ticket": "ot_none"}, public=True, success=404)
route("POST /api/v2/members/{id}/invitation", lambda w, who: {"id": w.invitation()["member_id"]})
route("DELETE /api/v2/members/{id}/invitation", lambda w, who: {"id": w.invitation()["member_id"]})

# ---- money -----------------------------------------------------------------------------------------------------

NAME = ({"name": " "}, {"name": "blank"})
TOTAL = ({"by": ["month", "nonsense"], "department_id": list(range(51))},
         {"by": "unknown_choice", "department_id": "out_of_range"})
CATEGORY = ({"name": " ", "parent_id": UNKNOWN_ID, "code": "1" * 21}, {"name": "blank", "parent_id": "unknown", "code": "too_long"})
BUDGET = ({"account_id": UNKNOWN_ID, "department_id": UNKNOWN_ID, "month": "1999-12-31", "amount": "0.00", "until": "1999-12-31",
           "category_id": UNKNOWN_ID},
          {"account_id": "unknown", "department_id": "unknown", "month": "out_of_range", "amount": "not_positive", "until": "out_of_range",
           "category_id": "unknown"})
EXPENSE = ({"budget_id": UNKNOWN_ID, "amount": "1.005", "spent_on": "1999-12-31", "description": " ",
            "category_id": UNKNOWN_ID, "merchant": "x" * 201, "notes": "\u0007", "tags": ["a", " "], "paid_with": "card",
            "external_id": "a\nb", "billable_to": "a\u202eb", "original_amount": "-1", "original_currency": "usd", "rate": "-1",
            "tax_code": "x" * 21, "tax_rate": "1000", "tax_amount": "0.00001", "kind": "gift"},
           {"budget_id": "unknown", "category_id": "unknown", "amount": "too_many_decimals", "spent_on": "out_of_range",
            "description": "blank", "merchant": "too_long", "notes": "control_character", "tags": "blank",
            "paid_with": "unknown_choice", "external_id": "control_character", "billable_to": "bidi_control",
            "original_amount": "negative", "original_currency": "unknown_currency", "rate": "negative", "tax_code": "too_long",
            "tax_rate": "too_large", "tax_amount": "too_many_decimals", "kind": "unknown_choice"})
PRICE = {"spent_on", "amount", "original_amount", "original_currency", "rate", "tax_code", "tax_rate", "tax_amount"}
RATES = ({"kind": ["fuel"], "page_size": 0, "sort": "value"}, {"kind": "unknown_choice", "page_size": "out_of_range", "sort": "unknown_choice"})

route("GET /api/v2/organization")
route("PATCH /api/v2/organization",
      lambda w, who: {"over_budget": "refuse", "over_account": "", "outside_month": "warn", "display_name": "Acme & Söhne", "locale": "de-AT",
                      "second_factor_roles": "none",
                      "primary_color": "#FFCC00", "time_zone": "Europe/Vienna"},
      ({"over_budget": "maybe", "over_account": "no", "outside_month": "never", "currency": "XYZ", "display_name": " ", "locale": "de_AT",
        "primary_color": "red", "accent_color": "#12", "time_zone": "CET"},
       {"over_budget": "unknown_choice", "over_account": "unknown_choice", "outside_month": "unknown_choice", "currency": "unknown_currency",
        "display_name": "blank", "locale": "unknown_locale", "primary_color": "malformed", "accent_color": "malformed",
        "time_zone": "unknown_time_zone"}))
route("GET /api/v2/branding", public=True)
route("PUT /api/v2/organization/logo", lambda w, who: {"content": organizations.LOGO},
      ({"content": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, {"content": "unknown_type"}))
route("GET /api/v2/organization/logo", lambda w, who: w.logo(), public=True)
route("DELETE /api/v2/organization/logo", lambda w, who: w.logo())

route("GET /api/v2/policy")
route("GET /api/v2/policy/schema")
route("PUT /api/v2/policy", lambda w, who: {"policy": {"rules": [{"rule": "weekend", "effect": "warn", "name": w.name()}]}},
      ({"policy": {"rules": [{"rule": "weekend", "effect": "refuse"}]}}, {"policy.rules.0.effect": "malformed"}))

route("POST /api/v2/policy/try", lambda w, who: {"policy": {"rules": [{"rule": "weekend", "effect": "warn"}]}, "from_date": "2024-01-01"},
      ({"policy": [], "from_date": "1999-12-31", "to_date": "1999-12-31", "change": "none", "page_size": 0, "after": "x"},
       {"policy": "wrong_type", "from_date": "out_of_range", "to_date": "out_of_range", "change": "unknown_choice",
        "page_size": "out_of_range", "after": "malformed"}))

route("GET /api/v2/departments", invalid=PAGE)
route("POST /api/v2/departments", lambda w, who: {"name": w.name()}, NAME)
route("GET /api/v2/departments/{id}", lambda w, who: {"id": w.acme.department()["id"]})
route("GET /api/v2/departments/{id}/history", lambda w, who: {"id": w.acme.department()["id"]}, PAGE)
route("PATCH /api/v2/departments/{id}", lambda w, who: {"id": w.acme.department()["id"], "name": w.name()}, NAME)
route("POST /api/v2/departments/{id}/archive", lambda w, who: {"id": w.acme.department()["id"]})
route("DELETE /api/v2/departments/{id}", lambda w, who: {"id": w.acme.department()["id"]})

route("GET /api/v2/accounts", invalid=PAGE)
route("POST /api/v2/accounts", lambda w, who: {"name": w.name(), "initial_deposit": "5.00"},
      ({"name": "", "initial_deposit": "-1"}, {"name": "blank", "initial_deposit": "not_positive"}))
route("GET /api/v2/accounts/{id}", lambda w, who: {"id": w.acme.account()["id"]})
route("GET /api/v2/accounts/{id}/history", lambda w, who: {"id": w.acme.account()["id"]}, PAGE)
route("PATCH /api/v2/accounts/{id}", lambda w, who: {"id": w.acme.account()["id"], "name": w.name()}, NAME)
route("POST /api/v2/accounts/{id}/archive", lambda w, who: {"id": w.acme.account()["id"]})
route("DELETE /api/v2/accounts/{id}", lambda w, who: {"id": w.acme.account(money=None)["id"]})
route("GET /api/v2/accounts/{account_id}/deposits", lambda w, who: {"account_id": w.acme.account()["id"]}, PAGE)
route("POST /api/v2/accounts/{account_id}/deposits",
      lambda w, who: {"account_id": w.acme.account()["id"], "amount": "-12.34", "description": "Cash"},
      ({"amount": "0", "description": "x" * 301}, {"amount": "zero", "description": "too_long"}))

route("GET /api/v2/budgets", invalid=PAGE)
route("GET /api/v2/budgets/total", invalid=TOTAL)
route("POST /api/v2/budgets",
      lambda w, who: {"account_id": w.acme.account()["id"], "department_id": w.acme.department()["id"],
                      "month": "2024-02-29", "amount": "100.50"}, BUDGET)
route("POST /api/v2/budgets/copy", lambda w, who: {"from_day": w.acme.budget(month="2013-03-01")["month"], "to_day": "2013-04-01"},
      ({"from_day": "1999-12-31", "to_day": "1999-12-31", "factor": "0", "period": "week"},
       {"from_day": "out_of_range", "to_day": "out_of_range", "factor": "not_positive", "period": "unknown_choice"}))
route("GET /api/v2/budgets/{id}", lambda w, who: {"id": w.acme.budget()["id"]})
route("GET /api/v2/budgets/{id}/history", lambda w, who: {"id": w.acme.budget()["id"]}, PAGE)
route("PATCH /api/v2/budgets/{id}", lambda w, who: {"id": w.acme.budget()["id"], "amount": "99.00"}, BUDGET)
route("GET /api/v2/budgets/{id}/forecast", lambda w, who: {"id": w.acme.budget()["id"]})
route("POST /api/v2/budgets/{id}/transfer",
      lambda w, who: {"id": w.acme.budget()["id"], "to_id": w.acme.budget()["id"], "amount": "10.00"},
      ({"amount": "0.00"}, {"amount": "not_positive"}))
route("POST /api/v2/budgets/{id}/carry-over", lambda w, who: {"id": w.ended_budget()["id"]})
route("DELETE /api/v2/budgets/{id}", lambda w, who: {"id": w.acme.budget()["id"]})

EXPENSES = {"state": ["draft", "forgotten"], "waiting_for": "you", "paid_with": ["own", "cash"], "tag": ["x"] * 51, "kind": ["gift"]}
route("GET /api/v2/categories", invalid=PAGE)
route("POST /api/v2/categories", lambda w, who: {"name": w.name(), "parent_id": w.acme.category()["id"], "code": w.name()[-20:]}, CATEGORY)
route("GET /api/v2/categories/{id}", lambda w, who: {"id": w.acme.category()["id"]})
route("GET /api/v2/categories/{id}/history", lambda w, who: {"id": w.acme.category()["id"]}, PAGE)
route("PATCH /api/v2/categories/{id}", lambda w, who: {"id": w.acme.category()["id"], "name": w.name(), "parent_id": w.acme.category()["id"]},
      CATEGORY)
route("POST /api/v2/categories/{id}/archive", lambda w, who: {"id": w.acme.category()["id"]})
route("DELETE /api/v2/categories/{id}", lambda w, who: {"id": w.acme.category()["id"]})
route("GET /api/v2/rates", invalid=RATES)
route("PUT /api/v2/rates", lambda w, who: {**w.rate(), "value": "19"}, ({"kind": "tax", "value": "1000"}, {"value": "too_large"}))
route("DELETE /api/v2/rates/{kind}/{code}/{since}", lambda w, who: w.rate())
route("POST /api/v2/rates/import", lambda w, who: {"content": b"day,currency,rate\n2024-03-14,USD,0.9\n"},
      ({"base": "usd", "since": "1999-12-31", "decimal_mark": "dot", "days": "late", "encoding": "utf-7"},
       {"base": "unknown_currency", "since": "out_of_range", "decimal_mark": "unknown_choice", "days": "unknown_choice",
        "encoding": "unknown_choice"}))
route("GET /api/v2/expenses/price", lambda w, who: {"spent_on": "2024-03-14", "amount": "119", "tax_rate": "19"},
      ({key: value for key, value in EXPENSE[0].items() if key in PRICE}, {key: value for key, value in EXPENSE[1].items() if key in PRICE}))
route("GET /api/v2/expenses/similar", lambda w, who: {"spent_on": "2024-03-14", "amount": "10.00", "except_id": w.acme.expense()["id"]},
      ({"after": "?", "page_size": 201, "spent_on": "1999-12-31", "amount": "-1", "original_currency": "usd", "kind": "gift"},
       {"after": PAGE[1]["after"], "page_size": "out_of_range", "spent_on": "out_of_range", "amount": "not_positive",
        "original_currency": "unknown_currency", "original_amount": "missing", "kind": "unknown_choice"}))
route("GET /api/v2/expenses", invalid=({**PAGE[0], **EXPENSES}, {**PAGE[1], "state": "unknown_choice", "waiting_for": "malformed",
                                                                        "paid_with": "unknown_choice", "tag": "out_of_range", "kind": "unknown_choice"}))
route("GET /api/v2/expenses/total", invalid=TOTAL)
route("POST /api/v2/expenses",
      lambda w, who: {"budget_id": w.acme.budget()["id"], "amount": "9.99", "spent_on": "2024-03-14",
                      "description": "Lunch"}, EXPENSE)
route("GET /api/v2/expenses/{id}", lambda w, who: {"id": w.acme.expense()["id"]})
route("GET /api/v2/expenses/{id}/history", lambda w, who: {"id": w.acme.expense()["id"]}, PAGE)
route("PATCH /api/v2/expenses/{id}", lambda w, who: {"id": w.acme.expense(who)["id"], "amount": "11.00"}, EXPENSE)
route("DELETE /api/v2/expenses/{id}", lambda w, who: {"id": w.acme.expense(who)["id"]})
route("GET /api/v2/expenses/{expense_id}/receipts", lambda w, who: {"expense_id": w.receipt()["expense_id"]})
route("POST /api/v2/expenses/{expense_id}/receipts",
      lambda w, who: {"expense_id": w.acme.expense(who)["id"], "name": "Taxi.pdf", "content": organizations.RECEIPT},
      ({"name": "x" * 201, "content": b"<html></html>"}, {"name": "too_long", "content": "unknown_type"}))
route("GET /api/v2/expenses/{expense_id}/receipts/{sha256}", lambda w, who: w.receipt())
route("DELETE /api/v2/expenses/{expense_id}/receipts/{sha256}", lambda w, who: w.receipt(who))
route("GET /api/v2/expenses/{expense_id}/comments", lambda w, who: {"expense_id": w.commented()["id"]}, PAGE)
route("POST /api/v2/expenses/{expense_id}/comments", lambda w, who: {"expense_id": w.acme.expense(who)["id"], "comment": "Why?\nWhen?"},
      ({"comment": "x" * 2001, "mentions": [UNKNOWN_ID]}, {"comment": "too_long", "mentions": "unknown"}))
route("GET /api/v2/expenses/{id}/explanation", lambda w, who: {"id": w.acme.expense()["id"]})
route("POST /api/v2/expenses/{id}/submit", lambda w, who: w.own_expense(who, draft=True))
route("POST /api/v2/expenses/{id}/recall", lambda w, who: w.own_expense(who))
route("POST /api/v2/expenses/{id}/approve", lambda w, who: w.waiting_expense(who))
route("POST /api/v2/expenses/{id}/reject", lambda w, who: {**w.waiting_expense(who), "reason": "No receipt"},
      ({"reason": "x" * 151}, {"reason": "too_long"}))
route("POST /api/v2/expenses/{id}/unapprove", lambda w, who: w.waiting_expense(who, approve=True))
route("POST /api/v2/expenses/{id}/split",
      lambda w, who: {"id": w.acme.expense(who)["id"], "parts": [{"share": 1}, {"share": 2}]},
      ({"parts": [{"share": 1}, {"amount": "x"}, {}, {"share": 1, "budget_id": UNKNOWN_ID, "colour": 1}]},
       {"parts.1.amount": "wrong_type", "parts.2.amount": "missing", "parts.3.budget_id": "unknown", "parts.3.part": "unknown_key"}))
route("POST /api/v2/expenses/{id}/merge", lambda w, who: {"id": w.parts(who)})
route("POST /api/v2/expenses/{id}/approve-less", lambda w, who: {**w.waiting_expense(who), "amount": "0.50", "reason": "The bus does"},
      ({"amount": "-1", "reason": "x" * 151}, {"reason": "too_long"}))
route("POST /api/v2/expenses/{id}/reassign",
      lambda w, who: {**w.waiting_expense(who), "member_id": w.careful.approver.id},
      ({"member_id": UNKNOWN_ID}, {"member_id": "cannot_approve"}))

route("GET /api/v2/inbox", lambda w, who: w.told(who), PAGE)
route("GET /api/v2/inbox/count")
route("POST /api/v2/inbox/read", lambda w, who: {"up_to": 1}, ({"up_to": -1}, {"up_to": "out_of_range"}))
route("GET /api/v2/periods", lambda w, who: w.period() and {}, invalid=PAGE)
route("GET /api/v2/periods/preview", lambda w, who: {"until": "2001-12-31"}, ({"until": "1999-12-31"}, {"until": "out_of_range"}))
route("GET /api/v2/periods/{id}", lambda w, who: {"id": w.period()["id"]})
route("POST /api/v2/periods/close", lambda w, who: w.open() or {"until": "2001-06-30"}, ({"until": "2999-12-31"}, {"until": "out_of_range"}))
route("POST /api/v2/periods/reopen", lambda w, who: w.period() and {"until": None, "reason": "Forgotten"},
      ({"reason": "x" * 301}, {"reason": "too_long"}))
DAYS = ({"every": "hour", "first_on": "1999-12-31", "on_day": 32, "until": "1999-12-31"},
        {"every": "unknown_choice", "first_on": "out_of_range", "on_day": "out_of_range", "until": "out_of_range"})
RECURRING = ({**DAYS[0], "amount": "1.005", "description": " ", "department_id": UNKNOWN_ID, "account_id": UNKNOWN_ID, "category_id": UNKNOWN_ID,
              "merchant": "x" * 201, "notes": "\u0007", "tags": ["a", " "], "paid_with": "card", "billable_to": "a\u202eb"},
             {**DAYS[1], "amount": "too_many_decimals", "description": "blank", "department_id": "unknown", "account_id": "unknown",
              "category_id": "unknown", "merchant": "too_long", "notes": "control_character", "tags": "blank",
              "paid_with": "unknown_choice", "billable_to": "bidi_control"})
route("GET /api/v2/recurring", lambda w, who: w.recurring() and {}, PAGE)
route("POST /api/v2/recurring", lambda w, who: {"department_id": w.acme.department()["id"], "amount": "9.99", "description": "Coffee",
                                                "every": "month", "first_on": "2024-01-31"}, RECURRING)
route("GET /api/v2/recurring/days", lambda w, who: {"every": "month", "first_on": "2024-01-31"},
      ({**DAYS[0], "count": 51}, {**DAYS[1], "count": "out_of_range"}))
route("GET /api/v2/recurring/{id}", lambda w, who: {"id": w.recurring()["id"]})
route("GET /api/v2/recurring/{id}/history", lambda w, who: {"id": w.recurring()["id"]}, PAGE)
route("PATCH /api/v2/recurring/{id}", lambda w, who: {"id": w.recurring(who)["id"], "amount": "11.00"}, RECURRING)
route("POST /api/v2/recurring/{id}/pause", lambda w, who: {"id": w.recurring(who)["id"]})
route("POST /api/v2/recurring/{id}/resume", lambda w, who: {"id": w.recurring(who)["id"]})
route("DELETE /api/v2/recurring/{id}", lambda w, who: {"id": w.recurring(who)["id"]})
IBAN = "DE89 3704 0044 0532 0130 00"
route("GET /api/v2/owed", lambda w, who: w.owed(), invalid=PAGE)
route("GET /api/v2/payments", lambda w, who: w.payment() and {}, invalid=({**PAGE[0], "state": "lost"}, {**PAGE[1], "state": "unknown_choice"}))
route("POST /api/v2/payments", lambda w, who: {"expense_id": [w.acme.expense(w.acme.member)["id"]]},
      ({"execute_on": "1999-12-31", "member_id": [1]}, {"execute_on": "out_of_range", "expense_id": "not_with_members"}))
route("GET /api/v2/payments/{id}", lambda w, who: w.payment())
route("GET /api/v2/payments/{id}/history", lambda w, who: w.payment(), PAGE)
route("GET /api/v2/payments/{id}/expenses", lambda w, who: w.payment(), PAGE)
route("GET /api/v2/payments/{id}/transfers", lambda w, who: w.payment(), PAGE)
route("POST /api/v2/payments/{id}/expenses", lambda w, who: {**w.payment(), "expense_id": w.acme.expense(w.acme.member)["id"]})
route("DELETE /api/v2/payments/{id}/expenses/{expense_id}", lambda w, who: w.payment(expense=True))
route("POST /api/v2/payments/{id}/export", lambda w, who: {**w.payment(), "format": "csv"},
      ({"format": "xls"}, {"format": "unknown_choice"}))
route("POST /api/v2/payments/{id}/confirm", lambda w, who: w.payment(), ({"paid_on": "1999-12-31"}, {"paid_on": "out_of_range"}))
route("POST /api/v2/payments/{id}/cancel", lambda w, who: w.payment())
route("POST /api/v2/payments/{id}/bounce", lambda w, who: {**w.payment(), "member_id": w.acme.member.id},
      ({"expense_id": 1}, {"member_id": "one_of_two"}))
route("GET /api/v2/me/bank-account")
route("PATCH /api/v2/me/bank-account", lambda w, who: {"iban": IBAN, "_person": w.acme.join(who.role)}, ({"iban": "DE89"}, {"iban": "malformed"}))
route("GET /api/v2/members/{id}/bank-account", lambda w, who: {"id": w.acme.member.id})
route("PATCH /api/v2/members/{id}/bank-account", lambda w, who: {"id": w.acme.member.id, "iban": IBAN, "_person": w.acme.join(who.role)},
      ({"iban": "DE89 3704 0044 0532 0130 01"}, {"iban": "wrong_check_digits"}))
route("GET /api/v2/organization/bank-account")
route("PATCH /api/v2/organization/bank-account", lambda w, who: {"iban": IBAN, "holder": "Acme", "_person": w.acme.join(who.role)},
      ({"iban": "XX89 3704", "holder": "x" * 71}, {"iban": "unknown_country", "holder": "too_long"}))

route("GET /api/v2/audit", invalid=PAGE)
route("GET /api/v2/events")
route("GET /api/v2/balance-check")

# ---- API v1; what its bodies look like is in test_v1_contract.py -----------------------------------------------

route("POST /api/v1/tenants",
      lambda w, who: {"name": w.name("Company"), "business_email": "office@company.example",
                      "business_phone_number": "+49 30 1234567"}, public=True)
route("GET /api/v1/tenants", public=True, success=403)
route("POST /api/v1/tenants/info", lambda w, who: {"tenant_id": w.acme.organization_id}, public=True)
route("POST /api/v1/auth/users",
      lambda w, who: {"_host": w.empty_organization(), "email": "first@empty.example", "first_name": "F",
                      "last_name": "L", "role": "Staff", "password": organizations.PASSWORD}, public=True)
route("POST /api/v1/auth/jwt/create", lambda w, who: {"email": w.acme.owner.email, "password": organizations.PASSWORD},
      public=True)
route("POST /api/v1/auth/jwt/refresh", lambda w, who: {"refresh": w.spare_session().refresh_token}, public=True)
route("GET /api/v1/auth/users/me")
V1_MAKE = {
    "departments": (lambda w: w.acme.department(), lambda w: {"name": w.name()}),
    "accounts": (lambda w: w.acme.account(), lambda w: {"name": w.name(), "amount": 5}),
    "budgets": (lambda w: w.acme.budget(), lambda w: {
        "source": w.acme.account()["id"], "department": w.acme.department()["id"], "month": 3, "year": 2024,
        "amount": 100}),
    "expenses": (None, lambda w: {
        "budget": w.acme.budget()["id"], "amount": 9.5, "date": "2024-03-14", "use": "Lunch"}),
}
for _entity, (_make, _body) in V1_MAKE.items():
    route(f"GET /api/v1/{_entity}")
    route(f"POST /api/v1/{_entity}", lambda w, who, body=_body: body(w))
    for _method in ("GET", "PUT", "PATCH"):
        def _arguments(w, who, make=_make, body=_body, method=_method):
            record = make(w) if make else w.acme.expense(who)
            return {"id": record["id"], **(body(w) if method != "GET" else {})}
        route(f"{_method} /api/v1/{_entity}/{{id}}", _arguments)
for _entity in ("budgets", "expenses"):
    route(f"GET /api/v1/{_entity}/department/{{department}}",
          lambda w, who: {"department": w.acme.department()["id"]}, unknown=200)


class World:
    """Two organizations, and what the database says of its routes."""

    def __init__(self, service):
        self.service = service
        self.acme = service.sign_up("Acme")
        self.bolt = service.sign_up("Bolt")
        self.careful = service.sign_up("Careful")
        self.careful.approve()
        self.name = service.name
        self.acme.expense()
        self.acme.category()
        self.rate()
        text = service.psql("""
            SELECT json_object_agg(r.method || ' ' || r.path, json_build_object('roles', r.roles, 'status', r.status,
                'ignore_unknown', r.ignore_unknown, 'returns_file', h.returns_file, 'for_tenant', r.for_tenant, 'names', h.arg_names,
                'types', h.arg_types, 'required', h.arg_required, 'returns_set', h.returns_set, 'streams', h.streams,
                'can', (SELECT outlay.can_actions(p.prorettype) FROM pg_proc p
                    WHERE p.oid = outlay.route_function(r.function, r.arguments)),
                'result', (
                    SELECT json_object_agg(a.attname, format_type(a.atttypid, NULL) ORDER BY a.attnum)
                    FROM pg_proc p JOIN pg_type t ON t.oid = p.prorettype
                    JOIN pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0
                    WHERE p.oid = outlay.route_function(r.function, r.arguments)), 'nullable', (
                    SELECT json_object_agg(a.attname,
                        coalesce(col_description(a.attrelid, a.attnum) LIKE '%NULL%', false))
                    FROM pg_proc p JOIN pg_type t ON t.oid = p.prorettype
                    JOIN pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0
                    WHERE p.oid = outlay.route_function(r.function, r.arguments))))
            FROM outlay.route r JOIN outlay.http_routes() h ON h.id = r.id""")
        self.facts = json.loads(text)
        self.document = service.base().get("/api/openapi.json").json

    def email(self):
        """An address that nobody has yet."""
        return self.name("somebody").replace(" ", "") + "@acme.example"

    def empty_organization(self):
        """The host of a new organization that has no member."""
        slug = self.name("empty").replace(" ", "")
        self.service.psql(f"SELECT outlay.create_tenant('{slug}', 'office@empty.example', slug => '{slug}')")
        return slug + ".localhost"

    def spare_session(self):
        """A session of the owner's that may end."""
        return self.acme.owner.log_in_again()

    def newest_session(self, person):
        """The id of somebody's newest session."""
        return person.get("/api/v2/sessions").json["items"][0]["id"]

    def rate(self):
        """A new rate's key."""
        key = {"kind": "tax", "code": self.name("Tax").replace(" ", "-"), "since": "2024-03-01"}
        self.service.psql(f"SELECT FROM set_rate('tax', '{key['code']}', '{key['since']}', 7)", "acme")
        return key

    def recurring(self, who=None):
        """An expense that comes again, the owner's or somebody's."""
        return self.acme.create("recurring", department_id=self.acme.department()["id"], amount="5.00", description="Coffee",
                                every="month", first_on="2024-01-31", **({"member_id": who.id} if who else {}))

    def ended_budget(self):
        """A budget that has ended, with something left and a next one."""
        budget = self.acme.budget()
        self.acme.create("budgets", account_id=budget["account_id"], department_id=budget["department_id"], month="2024-04-01", amount="5.00")
        return budget

    def open(self):
        """Nothing is closed."""
        if self.acme.owner.get("/api/v2/organization").json["closed_until"]:
            assert self.acme.owner.post("/api/v2/periods/reopen", {"until": None, "reason": "Anew"}).status == 200

    def period(self):
        """Days that nobody spent anything on, just closed."""
        self.open()
        return self.acme.owner.post("/api/v2/periods/close", {"until": "2001-06-30"}).json

    def invitation(self):
        """An open invitation."""
        return self.acme.create("invitations", email=self.email(), role="approver")

    def protected(self, role):
        """Somebody with a second factor."""
        person = self.acme.join(role)
        second_factor.enrol(person)
        return person

    def first_code(self, person):
        """The first code of the authenticator that somebody is setting up."""
        secret = person.post("/api/v2/me/second-factor", {}).json["secret"]
        return {"code": second_factor.code_at(secret), "_person": person}

    def link(self, role, what, **arguments):
        """A token that an owner passes on to somebody new."""
        answer = self.acme.owner.post(f"/api/v2/members/{self.acme.join(role).id}/{what}", arguments)
        assert answer.status in (201, 202), answer
        return answer.json["token"]

    def own_expense(self, who, draft=False):
        """Arguments for an expense of one with the same role, where expenses are approved; and who that is."""
        person = getattr(self.careful, who.role)
        return {"id": self.careful.expense(person, draft=draft)["id"], "_person": person, "_host": self.careful.host}

    def waiting_expense(self, who, approve=False):
        """Arguments for an expense that waits for one with the same role, if that may be; and who that is."""
        person = getattr(self.careful, who.role)
        expense = self.careful.expense(self.careful.member, by=self.careful.member)["id"]
        path = f"/api/v2/expenses/{expense}"
        self.careful.owner.post(f"{path}/reassign", {"member_id": person.id})
        assert not approve or person.role in ("member", "auditor", "approver") or \
            person.post(f"{path}/approve").status == 200
        return {"id": expense, "_person": person, "_host": self.careful.host}

    def logo(self):
        """Makes sure that there is a logo; no arguments."""
        self.acme.set_logo()
        return {}

    def owed(self):
        """Makes sure that something is owed; no arguments."""
        self.acme.expense(self.acme.member)
        return {}

    def payment(self, expense=False):
        """Arguments for an open payment of an expense of the member's, and for that expense."""
        spent = self.acme.expense(self.acme.member)["id"]
        answer = self.acme.owner.post("/api/v2/payments", {"expense_id": [spent]})
        assert answer.status == 201, answer
        return {"id": answer.json["id"], **({"expense_id": spent} if expense else {})}

    def parts(self, who):
        """One of the parts of an expense of one's own that is split."""
        spent = self.acme.expense(who)["id"]
        answer = self.acme.owner.post(f"/api/v2/expenses/{spent}/split", {"parts": [{"share": 1}, {"share": 2}]})
        assert answer.status == 200, answer
        return answer.json["items"][1]["id"]

    def commented(self):
        """An expense of which something was said."""
        expense = self.acme.expense()
        answer = self.acme.owner.post(f"/api/v2/expenses/{expense['id']}/comments", {"comment": "Why?"})
        assert answer.status == 201, answer
        return expense

    def told(self, who):
        """Makes sure that somebody has something in their inbox; no arguments."""
        by = self.acme.admin if who is self.acme.owner else self.acme.owner
        answer = by.post(f"/api/v2/expenses/{self.acme.expense()['id']}/comments", {"comment": "Look", "mentions": [who.id]})
        assert answer.status == 201, answer
        return {}

    def receipt(self, who=None):
        """Arguments for a receipt of somebody's expense."""
        added = self.acme.receipt(self.acme.expense(who)["id"])
        return {"expense_id": added["expense_id"], "sha256": added["sha256"]}

    def takes_bytes(self, call):
        """Whether the body is the argument "content", and all others stand in the query."""
        return "content" in self.facts[call]["names"]

    def deactivated_member(self):
        """The id of a member who has left."""
        member = self.invitation()["member_id"]
        assert self.acme.owner.post(f"/api/v2/members/{member}/deactivate").status == 200
        return member

    def roles(self, call):
        """The roles that may call a route; None: everybody, logged in or not."""
        return self.facts[call]["roles"]

    def somebody(self, call):
        """A person who may call a route; the owner where everybody may."""
        return getattr(self.acme, (self.roles(call) or ["owner"])[0])

    def send(self, call, arguments=None, person=None, extra=None, body=None, shim=None, **options):
        """Sends a request with these arguments (by default such as succeed), by default of somebody who may, to the
        service's own shim or another."""
        entry, facts = ROUTES[call], self.facts[call]
        person = person or self.somebody(call)
        arguments = dict(entry.arguments(self, person) if arguments is None else arguments)
        person = arguments.pop("_person", person)
        host = arguments.pop("_host", self.acme.host if facts["for_tenant"] else "localhost")
        token = person.token if facts["roles"] else None
        path = re.sub(r"\{(\w+)\}", lambda match: str(arguments.pop(match[1])), entry.path)
        arguments.update(extra or {})
        if self.takes_bytes(call):
            body = arguments.pop("content", body)
            options = {"headers": {"Content-Type": "application/octet-stream"}, **options}
        if entry.method in ("GET", "DELETE") or self.takes_bytes(call):
            path += "?" * bool(arguments) + "&".join(
                f"{key}={value}" for key, values in arguments.items()
                for value in (values if isinstance(values, list) else [values]))
        elif body is None and (arguments or entry.method != "POST"):
            body = arguments
        client = (shim or self.service.shim).client(host=host)
        answer = client.request(entry.method, path, body=body, **{"token": token, **options})
        client.close()
        return answer

    def operation(self, call):
        """A route's part of the OpenAPI document."""
        entry = ROUTES[call]
        return self.document["paths"][entry.path][entry.method.lower()]

    def check_schema(self, schema, value):
        """Fails unless a value is what a schema of the OpenAPI document says."""
        schema = {**schema, "components": self.document["components"]}
        jsonschema.Draft202012Validator(schema).validate(value)

    def check_problem(self, answer, status, code=None):
        """Fails unless an answer is a complete problem document of that status."""
        assert answer.status == status, answer
        assert answer.headers["content-type"] == "application/problem+json", answer
        problem = answer.json
        assert problem["type"] == "about:blank"
        assert problem["title"] in (http.HTTPStatus(status).phrase, {422: "Unprocessable Content"}.get(status)), answer
        assert problem["status"] == status
        assert problem["detail"], answer
        assert problem["request_id"] == answer.headers["x-request-id"]
        assert code is None or problem["code"] == code, answer
        if status == 401:
            assert answer.headers["www-authenticate"] == "Bearer"
        self.check_schema({"$ref": "#/components/schemas/Problem"}, problem)


def is_time(value):
    """Whether it is a time in UTC."""
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", value)) \
        and datetime.datetime.fromisoformat(value.replace("Z", "+00:00")) is not None


# What JSON has for an SQL type.
JSON_OF = {
    "bigint": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "text": lambda value: isinstance(value, str),
    "numeric": lambda value: isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value),
    "date": lambda value: isinstance(value, str) and datetime.date.fromisoformat(value),
    "timestamp with time zone": lambda value: isinstance(value, str) and is_time(value),
    "jsonb": lambda value: True,
    "bigint[]": lambda value: all(type(element) is int for element in value),
    "text[]": lambda value: all(isinstance(element, str) for element in value),
}

# A value of another type than the SQL type, in a body and in a query; None: every text will do.
WRONG_IN_BODY = {"bigint": "1", "integer": 1.5, "boolean": "yes", "text": 5, "numeric": "1e3", "date": "2024-02-30",
                 "timestamp with time zone": "today", "bytea": None, "text[]": ["a", 5], "bigint[]": [1, "1"],
                 "jsonb": None}   # any value of JSON is one of jsonb
WRONG_IN_QUERY = {"bigint": "1.5", "integer": "4294967296", "boolean": "yes", "text": None, "numeric": "NaN",
                  "date": "infinity", "timestamp with time zone": "today", "bytea": None, "bigint[]": ["1", "1.5"],
                  "text[]": None}


@pytest.fixture(scope="module", name="world")
def _world(cluster):
    with organizations.Service(cluster) as service:
        yield World(service)


def calls(condition=lambda entry: True):
    """Runs a test for every route that fulfils a condition."""
    chosen = [call for call, entry in ROUTES.items() if condition(entry)]
    return pytest.mark.parametrize("call", chosen, ids=[call.replace(" ", "") for call in chosen])


def test_every_route_is_tested(world):
    """An endpoint that is new, or gone, must not be forgotten here."""
    assert sorted(world.facts) == sorted(ROUTES)
    assert [call for call, entry in ROUTES.items() if entry.public != (world.roles(call) is None)] == []


@calls()
def test_success(world, call):
    """A good request is answered with the declared status and a record that has the declared fields."""
    answer = world.send(call)
    entry, facts = ROUTES[call], world.facts[call]
    assert answer.status == (entry.success or facts["status"]), answer
    assert answer.headers["x-request-id"]
    if answer.status == 204:
        assert answer.body == b""
        return
    if entry.success:
        world.check_problem(answer, entry.success)
        return
    if facts["returns_file"]:
        files = {"image/gif": organizations.LOGO, "application/pdf": organizations.RECEIPT}
        kind = answer.headers["content-type"]
        assert answer.body.startswith(b"transfer,member_id,") if kind.startswith("text/csv") else answer.body == files[kind]
        assert answer.headers["content-disposition"].startswith("attachment")
        return
    if facts["streams"]:
        assert answer.headers["content-type"] == "text/event-stream" and answer.body.startswith(b"id: "), answer
        assert "text/event-stream" in world.operation(call)["responses"]["200"]["content"]
        return
    assert answer.headers["content-type"] == "application/json"
    described = world.operation(call)["responses"][str(answer.status)]["content"]["application/json"]["schema"]
    world.check_schema(described, answer.json)
    if not facts["result"]:
        return
    records = answer.json["items"] if facts["returns_set"] else [answer.json]
    if facts["returns_set"]:
        assert set(answer.json) == {"items", "next"}
        assert answer.json["next"] is None or isinstance(answer.json["next"], str)
        assert records or call == "GET /api/v2/balance-check"
    for record in records:
        if facts["can"]:
            assert set(record.pop("can")) <= set(facts["can"])
        assert list(record) == list(facts["result"])
        for field, value in record.items():
            kind = facts["result"][field]
            assert facts["nullable"][field] if value is None else JSON_OF[kind](value), (field, kind, value)


@calls(lambda entry: not entry.public)
def test_without_a_token(world, call):
    """Nobody who is not logged in reads or changes anything of an organization."""
    world.check_problem(world.send(call, token=""), 401, "unauthenticated")
    world.check_problem(world.send(call, token="no-such-token"), 401, "unauthenticated")


@calls(lambda entry: not entry.public)
def test_with_another_organizations_token(world, call):
    """A token of one organization is none in another, by host and by path, and nothing is changed by trying."""
    stranger = getattr(world.bolt, world.roles(call)[0])
    world.check_problem(world.send(call, token=stranger.token), 401, "unauthenticated")


@calls(lambda entry: not entry.public)
def test_roles(world, call):
    """Each role may do exactly what the route table says."""
    for role in organizations.ROLES:
        answer = world.send(call, person=getattr(world.acme, role))
        if role in world.roles(call):
            assert answer.status == (ROUTES[call].success or world.facts[call]["status"]), (role, answer)
        else:
            world.check_problem(answer, 403, "forbidden")


@calls(lambda entry: "{" in entry.path)
def test_unknown_id(world, call):
    """What does not exist is 404, and so is what another organization has."""
    arguments = ROUTES[call].arguments(world, world.somebody(call))
    key = re.search(r"\{(\w+)\}", ROUTES[call].path)[1]
    unknown = UNKNOWN_ID if isinstance(arguments[key], int) else "ZZZ-0000"
    answer = world.send(call, {**arguments, key: unknown})
    assert answer.status == ROUTES[call].unknown, answer
    if "/v2/" in call:
        world.check_problem(answer, 404, "not_found")
    for hostile in ("'", "1%27--", "%00", "-1", "99999999999999999999", "x" * 300):
        answer = world.send(call, {**arguments, key: hostile})
        assert answer.status in (400, 404, 422, ROUTES[call].unknown), (hostile, answer)


@calls(lambda entry: "/v2/" in entry.path)
def test_unknown_field(world, call):
    """A misspelt field is told, never ignored."""
    answer = world.send(call, extra={"no_such_field": "1"})
    world.check_problem(answer, 422, "invalid")
    assert answer.fields() == {"no_such_field": "unknown_field"}


@calls(lambda entry: "/v1/" in entry.path)
def test_unknown_field_of_v1(world, call):
    """The clients of API v1 send more than is asked for."""
    answer = world.send(call, extra={"no_such_field": "1"})
    assert answer.status == (ROUTES[call].success or world.facts[call]["status"]), answer


def each(condition=lambda entry: True):
    """The routes that fulfil a condition, one after the other, for tests that not all of them have something for."""
    return [(call, entry) for call, entry in ROUTES.items() if condition(entry)]


def test_wrong_types(world):
    """Every field of the wrong type is named, all in one answer."""
    tried = 0
    for call, entry in each(lambda entry: "/v2/" in entry.path):
        facts = world.facts[call]
        in_query = entry.method in ("GET", "DELETE") or world.takes_bytes(call)
        table = WRONG_IN_QUERY if in_query else WRONG_IN_BODY
        in_path = {name: "2024-01-01" if name == "since" else 1 for name in re.findall(r"\{(\w+)\}", entry.path)}
        if world.takes_bytes(call):
            in_path["content"] = b"content"
        wrong = {name: table[kind] for name, kind in zip(facts["names"], facts["types"])
                 if name not in in_path and table[kind] is not None}
        if wrong:
            tried += 1
            answer = world.send(call, {**in_path, **wrong})
            world.check_problem(answer, 422, "invalid")
            assert answer.fields() == {name: "wrong_type" for name in wrong}, call
    assert tried > 30


def test_missing_fields(world):
    """Every required field that is missing is named, all in one answer; null is no value either."""
    tried = 0
    for call, entry in each(lambda entry: "/v2/" in entry.path and entry.method in ("POST", "PUT", "PATCH")):
        facts = world.facts[call]
        in_path = {name: 1 for name in re.findall(r"\{(\w+)\}", entry.path)}
        required = [name for name, needed in zip(facts["names"], facts["required"]) if needed and name not in in_path]
        if not required:
            continue
        tried += 1
        answer = world.send(call, in_path, body={}, headers={"Content-Type": "application/json"})
        world.check_problem(answer, 422, "invalid")
        assert answer.fields() == {name: "missing_field" for name in required}, call
        if world.takes_bytes(call):
            continue
        arguments = entry.arguments(world, world.somebody(call))
        answer = world.send(call, {**arguments, **{name: None for name in required}})
        world.check_problem(answer, 422, "invalid")
        assert answer.fields() == {name: "missing" for name in required}, call
    assert tried > 10


def test_version_conflict(world):
    """Who changes what somebody else has changed meanwhile is told so, and changes nothing."""
    tried = 0
    for call, _ in each():
        if "version" in world.facts[call]["names"]:
            tried += 1
            answer = world.send(call, extra={"version": 1000000})
            world.check_problem(answer, 412, "version_conflict")
            assert answer.json["hint"], call
    assert tried > 15


@calls(lambda entry: entry.invalid)
def test_invalid_values(world, call):
    """Every value that breaks a rule is named with the rule, all in one answer."""
    values, expected = ROUTES[call].invalid
    arguments = ROUTES[call].arguments(world, world.somebody(call))
    answer = world.send(call, {**arguments, **values})
    world.check_problem(answer, 422, "invalid")
    assert answer.fields() == expected


@calls(lambda entry: entry.method in ("POST", "PUT", "PATCH"))
def test_not_json(world, call):
    """What is no JSON object is 400, and what does not say that it is JSON is 415."""
    if world.takes_bytes(call):
        pytest.skip("takes a body of any type")
    arguments = ROUTES[call].arguments(world, world.somebody(call))
    for body in ("{", "[]", "null", '{"a": 1, "a": 2}', b"\xff\xfe", '{"a": NaN}'):
        world.check_problem(world.send(call, arguments, body=body), 400)
    answer = world.send(call, arguments, body="{}", headers={"Content-Type": "text/plain"})
    world.check_problem(answer, 415, "unsupported_media_type")


@calls()
def test_wrong_method(world, call):
    """A path says which methods it has."""
    entry = ROUTES[call]
    path = re.sub(r"\{\w+\}", "1", entry.path)
    host = world.acme.host if world.facts[call]["for_tenant"] else "localhost"
    allowed = {other.method for other in ROUTES.values()
               if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", other.path), path)}
    client = world.service.shim.client(host=host)
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - allowed:
        answer = client.request(method, path)
        world.check_problem(answer, 405, "method_not_allowed")
        assert set(answer.headers["allow"].split(", ")) - {"OPTIONS", "HEAD"} == allowed
    answer = client.request("OPTIONS", path)
    assert answer.status == 204 and allowed <= set(answer.headers["allow"].split(", "))


@calls(lambda entry: True)
def test_other_kind_of_host(world, call):
    """What belongs to an organization is not at the base host, nor the other way round; an unknown host is 404."""
    arguments = ROUTES[call].arguments(world, world.somebody(call))
    for_tenant = world.facts[call]["for_tenant"]
    if for_tenant is not None:
        host = "localhost" if for_tenant else world.acme.host
        world.check_problem(world.send(call, {**arguments, "_host": host}), 404, "not_found")
    answer = world.send(call, {**arguments, "_host": "nobody.localhost"})
    if for_tenant is None:
        assert answer.status == 200
    else:
        world.check_problem(answer, 404, "not_found")


def test_every_answer_is_described(world):
    """The document names each route once, with an operationId of its own, and every reference in it leads somewhere."""
    operations = [(path, method) for path, item in world.document["paths"].items() for method in item]
    assert sorted(f"{method.upper()} {path}" for path, method in operations) == sorted(ROUTES)
    for name, schema in world.document["components"]["schemas"].items():
        assert name.endswith("Problem") or all("description" in field for field in schema["properties"].values()), name
    ids = [world.document["paths"][path][method]["operationId"] for path, method in operations]
    assert len(set(ids)) == len(ids)

    def references(node):
        if isinstance(node, dict):
            return itertools.chain([node["$ref"]] if "$ref" in node else [],
                                   *(references(value) for value in node.values()))
        return itertools.chain(*(references(value) for value in node)) if isinstance(node, list) else iter(())

    for reference in set(references(world.document)):
        target = world.document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]
