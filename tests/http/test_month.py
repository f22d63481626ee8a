"""A month of a company with three departments that spends in four currencies, drives and travels, as its accountant would check it.

Employees enter, submit, change and withdraw, approvers approve and reject, finance books otherwise and takes back, and the
owner closes week after week: 400 steps in an order that a seed chooses, all of them over HTTP. A second set of books is kept beside it, in Python's decimal
arithmetic, from what was typed. In the end every figure that Outlay shows is the one of those books.
"""
import calendar
import collections
import datetime
import decimal
import random

import pytest

import harness
import organizations

STEPS = 400
FIRST = datetime.date(2024, 3, 1)
DAYS = [FIRST + datetime.timedelta(days=n) for n in range(calendar.monthrange(FIRST.year, FIRST.month)[1])]
CURRENCIES = {"JPY": 0, "USD": 2, "KWD": 3}
AROUND = {"JPY": 0.0061, "USD": 0.92, "KWD": 2.99}
TAXES = {"full": 19, "reduced": 7, "none": 0}
# A kilometre by the distance of the year, a day, and what is taken off one in percent.
TIERS = [(0, decimal.Decimal("0.42")), (100, decimal.Decimal("0.305")), (400, decimal.Decimal("0.1234"))]
PER_DIEMS = {"day": decimal.Decimal("28"), "half": decimal.Decimal("14.01")}
REDUCTIONS = {"breakfast": 20, "dinner": 40}
UNIT = decimal.Decimal("0.01")

decimal.getcontext().prec = 60


def rounded(number, unit=UNIT):
    """To the unit, half away from zero."""
    return number.quantize(unit, decimal.ROUND_HALF_UP)


def tax_inside(amount, percent):
    """The tax inside of an amount, in whole cents by integers: twice the numerator, so that a half is seen exactly."""
    cents = int(amount / UNIT)
    return decimal.Decimal((2 * cents * percent + (100 + percent)) // (2 * (100 + percent))) * UNIT


class Books:
    """What there should be: the expenses by id, and the rates and budgets that they refer to."""

    def __init__(self, rates, budgets, categories):
        self.rates, self.budgets, self.categories, self.expenses = rates, budgets, categories, {}
        self.closed, self.closings = None, []

    def rate(self, currency, day):
        """The rate of a day, else the last of the seven before; None where there is none."""
        return next((self.rates[currency, day - datetime.timedelta(days=n)] for n in range(8)
                     if (currency, day - datetime.timedelta(days=n)) in self.rates), None)

    def distance(self, typed):
        """What a distance comes to from what the person has handed in, tier by tier."""
        before = sum((e["quantity"] for e in self.expenses.values() if e["kind"] == "mileage" and e["person"] is typed["person"]
                      and e["state"] not in ("draft", "rejected") and e["id"] != typed.get("id")), decimal.Decimal(0))
        end, total = before + typed["quantity"], decimal.Decimal(0)
        for place, (begins, value) in enumerate(TIERS):
            stops = TIERS[place + 1][0] if place + 1 < len(TIERS) else end
            total += max(min(end, stops) - max(before, begins), 0) * value
        return rounded(total)

    def price(self, typed):
        """(amount, rate, tax) of what was typed; None where no rate is known."""
        rate = None
        amount = typed["amount"]
        if typed["kind"] == "mileage":
            amount = self.distance(typed)
        elif typed["kind"] == "per_diem":
            taken = sum(REDUCTIONS[code] for code in typed["reductions"])
            amount = rounded(PER_DIEMS[typed["code"]] * (100 * typed["quantity"] - taken) / 100)
        elif typed["currency"]:
            rate = self.rate(typed["currency"], typed["day"])
            if rate is None:
                return None
            amount = rounded(typed["original"] * rate)
        return amount, rate, tax_inside(amount, TAXES[typed["tax"]]) if typed["tax"] else None

    def sum(self, budget, states):
        return sum((e["amount"] for e in self.expenses.values() if e["budget"] == budget and e["state"] in states), decimal.Decimal(0))

    def booking_day(self, day):
        """The day itself, or the first that is not closed."""
        return day if self.closed is None or day > self.closed else self.closed + datetime.timedelta(days=1)

    def is_closed(self, expense):
        """Whether it is approved, and booked on a day that is closed."""
        return expense["state"] == "approved" and self.closed is not None and expense["booked"] <= self.closed

    def booked(self, since, until):
        """What is in the books of some days; since None: from the beginning on."""
        return [e for e in self.expenses.values() if e["state"] == "approved" and e["booked"] <= until and (since is None or e["booked"] >= since)]

    def left(self, budget):
        """What is not spent or committed of a budget."""
        return self.budgets[budget]["amount"] - self.sum(budget, ("submitted", "approved"))

    def totals(self, key, expenses=None):
        """{key of an expense: (count, amount, tax, net)}, of all or of some."""
        sums = collections.defaultdict(lambda: [0, decimal.Decimal(0), decimal.Decimal(0)])
        for expense in self.expenses.values() if expenses is None else expenses:
            of = sums[key(expense)]
            of[0] += 1
            of[1] += expense["amount"]
            of[2] += expense["tax"] or 0
        return {of: (count, f"{amount:.2f}", f"{tax:.2f}", f"{amount - tax:.2f}") for of, (count, amount, tax) in sums.items()}


class Company:
    """The company and its books, and the steps that can be taken; each says what has to come of it, and checks that."""

    def __init__(self, service, seed):
        self.random = random.Random(seed)
        self.organization = service.sign_up(service.name("Ledger Works"))
        owner = self.organization.owner
        self.organization.approve()
        self.approvers = [self.organization.join("approver") for _ in range(3)]
        self.employees = [self.organization.join("member") for _ in range(4)]
        self.finance = self.organization.admin
        account = self.organization.account("100000.00")["id"]
        budgets = {}
        for approver, amount in zip(self.approvers, ("4000.00", "1200.00", "300.00")):
            department = self.organization.department()["id"]
            assert owner.patch(f"/api/v2/departments/{department}", {"approver_id": approver.id}).status == 200
            for _ in range(2):
                budget = self.organization.create("budgets", account_id=account, department_id=department, month=str(FIRST), amount=amount)
                budgets[budget["id"]] = {"amount": decimal.Decimal(amount), "department": department, "approver": approver}
        self.account = account
        categories = [self.organization.category()["id"] for _ in range(4)]
        self.books = Books(self.set_rates(), budgets, categories)
        self.refused = collections.Counter()
        self.settled = 0

    def set_rates(self):
        """Rates of the days on which banks are open. Those of the dinar stop for ten days, those of the yen begin in the second
        week: some days take theirs from a week before, and some have none. The dollar's have products that end in a half."""
        rates = {}
        for currency, around in AROUND.items():
            places = decimal.Decimal("0.001") if currency == "USD" else decimal.Decimal("1e-8")
            for day in DAYS:
                if day.weekday() > 4 or (currency == "JPY" and day.day < 12) or (currency == "KWD" and 12 < day.day < 23):
                    continue
                value = decimal.Decimal(around * self.random.uniform(0.95, 1.05)).quantize(places)
                assert self.put_rate("exchange", currency, day, value).status == 200
                rates[currency, day] = value
        owner = self.organization.owner
        for begins, value in TIERS:
            assert owner.put("/api/v2/rates", {"kind": "mileage", "code": "car", "since": "2024-01-01", "value": str(value),
                                               "from_quantity": str(begins)}).status == 200
        for kind, values in (("per_diem", PER_DIEMS), ("reduction", REDUCTIONS)):
            for code, value in values.items():
                assert self.put_rate(kind, code, datetime.date(2024, 1, 1), value).status == 200
        for code, percent in TAXES.items():
            assert self.put_rate("tax", code, datetime.date(2020, 1, 1), percent).status == 200
        return rates

    def put_rate(self, kind, code, since, value):
        return self.organization.owner.put("/api/v2/rates", {"kind": kind, "code": code, "since": str(since), "value": str(value)})

    def refuse(self, answer, field, code, status=422):
        """What has to be refused is, by its field."""
        assert answer.status == status and answer.fields() == {field: code}, answer
        self.refused[code] += 1

    def some(self, state):
        """An expense in a state, or None."""
        found = [e for e in self.books.expenses.values() if e["state"] == state]
        return self.random.choice(found) if found else None

    def type_in(self):
        """What somebody types of an expense."""
        currency = self.random.choice([None, None, *CURRENCIES])
        places = CURRENCIES.get(currency, 2)
        units = self.random.choice([1, 5, 50, 99, 100, 1005, 2345, 19999]) * self.random.randint(1, 9)
        typed = decimal.Decimal(units).scaleb(-2) if places == 2 else decimal.Decimal(units).scaleb(-places) * (100 if places == 0 else 1)
        return {"amount": None if currency else typed, "original": typed if currency else None, "currency": currency,
                "day": self.random.choice(DAYS[17:21] if currency == "KWD" else DAYS), "tax": self.random.choice([None, *TAXES]),
                "budget": self.random.choice(list(self.books.budgets)), "category": self.random.choice([None, *self.books.categories])}

    def type_quantity(self):
        """What somebody types of a distance, or of days; nothing of most."""
        kind = self.random.choices(["expense", "mileage", "per_diem"], weights=[6, 3, 2])[0]
        if kind == "mileage":
            return {"kind": kind, "quantity": decimal.Decimal(self.random.randint(1, 90000)).scaleb(-3), "code": "car", "reductions": []}
        if kind == "per_diem":
            days = decimal.Decimal(self.random.randint(2, 10)) / 2
            return {"kind": kind, "quantity": days, "code": self.random.choice(list(PER_DIEMS)),
                    "reductions": self.random.choices(list(REDUCTIONS), k=self.random.randint(0, 2))}
        return {"kind": kind, "quantity": None, "code": None, "reductions": []}

    def enter(self):
        """An employee enters an expense, as a draft or submitted at once."""
        person, typed, draft = self.random.choice(self.employees), self.type_in(), self.random.random() < 0.4
        typed.update(self.type_quantity(), person=person)
        if typed["quantity"]:
            typed.update(amount=None, original=None, currency=None)
        answer = person.post("/api/v2/expenses", {
            "budget_id": typed["budget"], "spent_on": str(typed["day"]), "description": "Spent on the way", "draft": draft,
            "amount": typed["amount"] and str(typed["amount"]), "original_amount": typed["original"] and str(typed["original"]),
            "original_currency": typed["currency"], "tax_code": typed["tax"], "category_id": typed["category"],
            "kind": typed["kind"], "quantity": typed["quantity"] and str(typed["quantity"]), "rate_code": typed["code"],
            "reductions": typed["reductions"]})
        price = self.books.price(typed)
        if price is None:
            self.refuse(answer, "rate", "no_rate")
        elif price[0] == 0:
            self.refuse(answer, "original_amount", "too_small")
        elif not draft and price[0] > self.books.left(typed["budget"]):
            self.refuse(answer, "amount", "over_budget")
        else:
            assert answer.status == 201, answer
            self.books.expenses[answer.json["id"]] = {
                **typed, "id": answer.json["id"], "person": person, "amount": price[0], "rate": price[1], "tax_amount": price[2],
                "tax": price[2], "tax_code": typed["tax"], "state": "draft" if draft else "submitted", "booked": None, "version": answer.json["version"]}

    def act(self, expense, person, action, to, takes=False, **arguments):
        """One step of an expense; takes: it has to fit into what is left of its budget."""
        if expense is None:
            return
        answer = person.post(f"/api/v2/expenses/{expense['id']}/{action}", {"version": expense["version"], **arguments})
        if self.books.is_closed(expense):
            self.refuse(answer, "booked_on", "closed", 409)
            return
        if takes and expense["amount"] > self.books.left(expense["budget"]):
            self.refuse(answer, "amount", "over_budget")
            return
        assert answer.status == 200, (answer, expense)
        expense["state"], expense["version"] = to, answer.json["version"]
        expense["booked"] = self.books.booking_day(expense["day"]) if to == "approved" else None

    def submit(self):
        """A distance is worked out again when it is handed in."""
        expense = self.some("draft") or self.some("rejected")
        if expense is None:
            return
        before = {name: expense[name] for name in ("amount", "tax")}
        if expense["kind"] == "mileage":
            amount, _, tax = self.books.price({**expense, "tax": expense["tax_code"]})
            self.settled += amount != expense["amount"]
            expense.update(amount=amount, tax=tax)
        self.act(expense, expense["person"], "submit", "submitted", takes=True)
        if expense["state"] != "submitted":
            expense.update(before)

    def recall(self):
        expense = self.some("submitted")
        self.act(expense, expense and expense["person"], "recall", "draft")

    def approve(self):
        expense = self.some("submitted")
        self.act(expense, expense and self.books.budgets[expense["budget"]]["approver"], "approve", "approved")

    def reject(self):
        expense = self.some(self.random.choice(["submitted", "approved"]))
        self.act(expense, self.finance, "reject", "rejected", reason="Not ours")

    def unapprove(self):
        self.act(self.some("approved"), self.finance, "unapprove", "submitted")

    def change(self, expense, person, **fields):
        return person.patch(f"/api/v2/expenses/{expense['id']}", {"version": expense["version"], **fields})

    def recode(self):
        """Finance books what is approved into another budget of the same size of department, with another tax."""
        expense = self.some("approved")
        if expense is None:
            return
        budget, tax = self.random.choice(list(self.books.budgets)), self.random.choice(list(TAXES))
        answer = self.change(expense, self.finance, budget_id=budget, tax_code=tax)
        if self.books.is_closed(expense):
            self.refuse(answer, "booked_on", "closed", 409)
            return
        if budget != expense["budget"] and expense["amount"] > self.books.left(budget):
            self.refuse(answer, "amount", "over_budget")
            return
        assert answer.status == 200, answer
        expense.update(budget=budget, tax_code=tax, tax=tax_inside(expense["amount"], TAXES[tax]), version=answer.json["version"])

    def correct(self):
        """An employee corrects the day or the amount of a draft: what was converted is converted anew."""
        expense = self.some("draft")
        if expense is None:
            return
        typed = {**expense, "tax": expense["tax_code"]}
        fields = {}
        if self.random.random() < 0.5:
            typed["day"] = self.random.choice(DAYS)
            fields["spent_on"] = str(typed["day"])
        elif expense["quantity"]:
            typed["quantity"] = expense["quantity"] * 2
            fields["quantity"] = str(typed["quantity"])
        elif expense["currency"]:
            typed["original"] = expense["original"] * 2
            fields["original_amount"] = str(typed["original"])
        else:
            typed["amount"] = expense["amount"] + decimal.Decimal("0.37")
            fields["amount"] = str(typed["amount"])
        answer = self.change(expense, expense["person"], **fields)
        # The amount that is typed anew has the rate that the expense keeps.
        if expense["currency"] and "original_amount" in fields:
            amount = rounded(typed["original"] * expense["rate"])
            price = amount, expense["rate"], tax_inside(amount, TAXES[typed["tax"]]) if typed["tax"] else None
        else:
            price = self.books.price(typed)
        if price is None:
            self.refuse(answer, "rate", "no_rate")
            return
        if price[0] == 0:
            self.refuse(answer, "original_amount", "too_small")
            return
        assert answer.status == 200, answer
        expense.update(day=typed["day"], original=typed["original"], quantity=typed["quantity"], amount=price[0], rate=price[1], tax=price[2],
                       version=answer.json["version"])

    def close(self):
        """The owner closes some days more: what is booked on them, and what is submitted and not approved, is noted."""
        since = self.books.closed and self.books.closed + datetime.timedelta(days=1)
        until = (since or FIRST) + datetime.timedelta(days=self.random.randint(3, 6))
        seen = self.organization.auditor.get(f"/api/v2/periods/preview?until={until}").json
        answer = self.organization.owner.post("/api/v2/periods/close", {"until": str(until)})
        assert answer.status == 200 and answer.json["since"] == (since and str(since)), answer
        assert all(answer.json[name] == seen[name] for name in seen if name not in ("id", "action", "member_id", "at"))
        booked = self.books.booked(since, until)
        accrued = [e for e in self.books.expenses.values() if e["state"] == "submitted" and e["day"] <= until]
        assert figures(answer.json) == self.books.totals(lambda e: None, booked).get(None, (0, "0.00", "0.00", "0.00"))
        assert answer.json["accrued_count"] == len(accrued)
        assert decimal.Decimal(answer.json["accrued_amount"]) == sum(e["amount"] for e in accrued)
        assert {one["id"]: decimal.Decimal(one["amount"]) for one in answer.json["accrued"]} == {e["id"]: e["amount"] for e in accrued}
        for name, key in TOTALS.items():
            assert lines(answer.json["totals"][name]) == self.books.totals(key, booked), name
        self.books.closed = until
        self.books.closings.append(answer.json)

    def delete(self):
        expense = self.some("draft")
        if expense is None:
            return
        answer = expense["person"].delete(f"/api/v2/expenses/{expense['id']}?version={expense['version']}")
        assert answer.status == 204, answer
        del self.books.expenses[expense["id"]]


# What the totals of closed days are by, as keys of expenses in the books.
TOTALS = {"month": lambda e: (str(e["booked"].replace(day=1)),), "budget": lambda e: (e["budget"],), "category": lambda e: (e["category"],),
          "tax": lambda e: (e["tax_code"], e["tax_code"] and str(TAXES[e["tax_code"]])), "original_currency": lambda e: (e["currency"],)}
SUMS = ("count", "amount", "tax_amount", "net_amount")


def figures(record):
    """(count, amount, tax, net) of a record."""
    return tuple(record[name] for name in SUMS)


def lines(totals):
    """{what they are of: figures} of a list of totals."""
    return {tuple(value for name, value in sorted(one.items()) if name not in SUMS): figures(one) for one in totals}


def pages(person, path):
    """All items of a list."""
    after, items = "", []
    while after is not None:
        page = person.get(path + ("&" if "?" in path else "?") + "page_size=100" + (f"&after={after}" if after else "")).json
        items += page["items"]
        after = page["next"]
    return items


@pytest.fixture(scope="module", name="company")
def _company():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        company = Company(service, seed=20240331)
        steps = [company.enter, company.submit, company.recall, company.approve, company.reject, company.unapprove, company.recode,
                 company.correct, company.delete, company.close]
        for step in company.random.choices(steps, weights=[34, 12, 4, 22, 5, 5, 8, 8, 3, 1.2], k=STEPS):
            step()
        yield company


def test_every_expense_is_as_it_was_typed(company):
    """Amount, original amount, rate, tax and net, state, budget and category of each; and no other is there."""
    shown = {record["id"]: record for record in pages(company.organization.auditor, "/api/v2/expenses")}
    assert shown.keys() == company.books.expenses.keys() and len(shown) > 80
    states = collections.Counter(record["state"] for record in shown.values())
    assert min(states[state] for state in ("draft", "submitted", "approved", "rejected")) > 0, states
    assert min(company.refused[code] for code in ("no_rate", "over_budget")) > 3, company.refused
    kinds = collections.Counter(record["kind"] for record in shown.values())
    assert min(kinds[kind] for kind in ("expense", "mileage", "per_diem")) > 10 and company.settled > 2, (kinds, company.settled)
    for number, expense in company.books.expenses.items():
        record = shown[number]
        expected = {"amount": f"{expense['amount']:.2f}", "state": expense["state"], "budget_id": expense["budget"],
                    "booked_on": expense["booked"] and str(expense["booked"]),
                    "books": ("closed" if company.books.is_closed(expense) else "open") if expense["booked"] else None,
                    "category_id": expense["category"], "spent_on": str(expense["day"]), "currency": "EUR",
                    "original_currency": expense["currency"], "kind": expense["kind"], "rate_code": expense["code"],
                    "original_amount": expense["original"] and f"{expense['original']:.{CURRENCIES[expense['currency']]}f}",
                    "tax_code": expense["tax_code"], "tax_amount": expense["tax"] is not None and f"{expense['tax']:.2f}" or None}
        assert {name: record[name] for name in expected} == expected
        assert (record["quantity"] and decimal.Decimal(record["quantity"])) == expense["quantity"], (record, expense)
        assert (record["rate"] and decimal.Decimal(record["rate"])) == expense["rate"], (record, expense)


def test_every_budget_and_account_adds_up(company):
    """Spent, committed and remaining of each budget, and what is left in the account."""
    budgets = {record["id"]: record for record in pages(company.organization.auditor, "/api/v2/budgets")}
    for number, budget in company.books.budgets.items():
        spent, committed = company.books.sum(number, ("approved",)), company.books.sum(number, ("submitted",))
        record = budgets[number]
        assert (record["spent"], record["committed"], record["remaining"]) == (
            f"{spent:.2f}", f"{committed:.2f}", f"{budget['amount'] - spent - committed:.2f}"), number
        assert spent + committed <= budget["amount"]
    planned = sum(budget["amount"] for budget in company.books.budgets.values())
    account = company.organization.auditor.get(f"/api/v2/accounts/{company.account}").json
    assert account["balance"] == f"{decimal.Decimal(100000) - planned:.2f}"
    service = company.organization.service
    assert service.psql("SELECT count(*) FROM outlay.check_balances()", company.organization.slug).split()[-1] == "0"


@pytest.mark.parametrize("by, key", [
    (("state",), lambda company: lambda e: (e["state"],)),
    (("department",), lambda company: lambda e: (company.books.budgets[e["budget"]]["department"],)),
    (("category",), lambda company: lambda e: (e["category"],)),
    (("member", "state"), lambda company: lambda e: (e["person"].id, e["state"])),
    (("kind",), lambda company: lambda e: (e["kind"],)),
    (("original_currency",), lambda company: lambda e: (e["currency"],)),
    (("tax_code", "tax_rate"), lambda company: lambda e: (e["tax_code"], e["tax_code"] and str(TAXES[e["tax_code"]]))),
    (("department", "category", "state"), lambda company: lambda e: (company.books.budgets[e["budget"]]["department"], e["category"], e["state"])),
])
def test_every_total_is_that_of_the_books(company, by, key):
    """Number, gross, tax and net of each group; groups that have nothing are not shown."""
    names = {"department": "department_id", "category": "category_id", "member": "member_id"}
    rows = company.organization.auditor.get("/api/v2/expenses/total?" + "&".join(f"by={of}" for of in by)).json["items"]
    shown = {tuple(row[names.get(of, of)] for of in by): (row["count"], row["amount"], row["tax_amount"], row["net_amount"]) for row in rows}
    assert shown == company.books.totals(key(company))


def test_closed_days_are_as_they_were_when_they_were_closed(company):
    """Whatever came later: each report of closed days is the one of then, and what would have changed it was refused."""
    assert len(company.books.closings) >= 3 and company.refused["closed"] > 3, company.refused
    auditor = company.organization.auditor
    assert [one["id"] for one in pages(auditor, "/api/v2/periods")] == [one["id"] for one in reversed(company.books.closings)]
    for closing in company.books.closings:
        path = f"/api/v2/expenses/total?booked_to={closing['until']}" + (f"&booked_from={closing['since']}" if closing["since"] else "")
        assert figures(auditor.get(path).json["items"][0]) == figures(closing)
        by_budget = auditor.get(path + "&by=budget").json["items"]
        assert {(row["budget_id"],): figures(row) for row in by_budget} == lines(closing["totals"]["budget"])
        by_tax = auditor.get(path + "&by=tax_code&by=tax_rate").json["items"]
        assert {(row["tax_code"], row["tax_rate"]): figures(row) for row in by_tax} == lines(closing["totals"]["tax"])
        assert auditor.get(f"/api/v2/periods/{closing['id']}").json == closing
