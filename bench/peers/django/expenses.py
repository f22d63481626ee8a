"""Expenses of organizations by Django REST framework, as a good engineer would write it: the organization's schema by
search_path, persistent connections, no query for each row, a lock on the budget's row.

One file: settings, models, views, and the application for gunicorn.
"""
import base64
import hashlib
import hmac
import os
import time

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="only measured, never served", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True, TIME_ZONE="UTC",
    INSTALLED_APPS=[], MIDDLEWARE=[__name__ + ".of_tenant"], DEBUG=False,
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": os.environ["DATABASE"], "HOST": os.environ["DATABASE_HOST"],
        "USER": os.environ["DATABASE_USER"], "CONN_MAX_AGE": None, "DISABLE_SERVER_SIDE_CURSORS": True}},
    REST_FRAMEWORK={"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
                    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
                    "UNAUTHENTICATED_USER": None})
django.setup()

from django.contrib.postgres.fields import ArrayField  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import authentication, exceptions, generics, pagination, permissions, serializers  # noqa: E402

TENANTS_KEPT_S = 10
TENANTS = {}


def of_tenant(get_response):
    """Chooses the schema of the organization that a host name is of."""
    def respond(request):
        host = request.get_host().partition(":")[0]
        schema, until = TENANTS.get(host, (None, 0))
        with connection.cursor() as cursor:
            if until < time.monotonic():
                cursor.execute("SELECT schema_name FROM peer.tenant WHERE host = %s", [host])
                row = cursor.fetchone()
                if row is None:
                    return JsonResponse({"error": "no organization"}, status=404)
                schema = row[0]
                TENANTS[host] = schema, time.monotonic() + TENANTS_KEPT_S
            cursor.execute("SELECT set_config('search_path', %s, false)", [schema])
        return get_response(request)
    return respond


class Table(models.Model):
    """A table that exists."""

    class Meta:
        abstract = True
        managed = False
        app_label = "expenses"


class Organization(Table):
    """The one row of the organization."""
    currency = models.CharField(max_length=3, primary_key=True)
    decimals = models.SmallIntegerField()

    class Meta(Table.Meta):
        abstract = False
        db_table = "organization"


class Member(Table):
    """Who can log in."""
    role = models.CharField(max_length=8)
    status = models.CharField(max_length=11)
    is_authenticated = True

    class Meta(Table.Meta):
        abstract = False
        db_table = "member"


class Session(Table):
    """A log-in."""
    member = models.ForeignKey(Member, models.CASCADE)
    access_hash = models.CharField(max_length=43)
    access_until = models.DateTimeField()

    class Meta(Table.Meta):
        abstract = False
        db_table = "session"


class Budget(Table):
    """What a department may spend."""
    department_id = models.BigIntegerField()
    amount = models.DecimalField(max_digits=19, decimal_places=4)
    spent = models.DecimalField(max_digits=19, decimal_places=4)
    committed = models.DecimalField(max_digits=19, decimal_places=4)
    version = models.IntegerField()

    class Meta(Table.Meta):
        abstract = False
        db_table = "budget"


class Expense(Table):
    """Money spent from a budget."""
    id = models.BigAutoField(primary_key=True)
    budget = models.ForeignKey(Budget, models.PROTECT)
    member_id = models.BigIntegerField(null=True)
    entered_by = models.BigIntegerField(null=True)
    amount = models.DecimalField(max_digits=19, decimal_places=4)
    spent_on = models.DateField()
    description = models.CharField(max_length=300)
    category_id = models.BigIntegerField(null=True)
    merchant = models.CharField(max_length=200, null=True)
    notes = models.CharField(max_length=4000, null=True)
    tags = ArrayField(models.TextField(), null=True)
    paid_with = models.CharField(max_length=7, default="own")
    external_id = models.CharField(max_length=200, null=True)
    billable_to = models.CharField(max_length=200, null=True)
    original_amount = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    original_currency = models.CharField(max_length=3, null=True)
    rate = models.DecimalField(max_digits=24, decimal_places=12, null=True)
    tax_code = models.CharField(max_length=20, null=True)
    tax_rate = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    tax_amount = models.DecimalField(max_digits=19, decimal_places=4, null=True)
    state = models.CharField(max_length=9, default="approved")
    waiting_for = models.BigIntegerField(null=True)
    approved_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=150, null=True)
    receipts = models.SmallIntegerField(default=0)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(Table.Meta):
        abstract = False
        db_table = "expense"


class Audit(Table):
    """A change."""
    id = models.BigAutoField(primary_key=True)
    member_id = models.BigIntegerField(null=True)
    database_role = models.CharField(max_length=63)
    action = models.CharField(max_length=20)
    entity = models.CharField(max_length=20)
    entity_id = models.BigIntegerField()
    after = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta(Table.Meta):
        abstract = False
        db_table = "audit"


class ByToken(authentication.BaseAuthentication):
    """Who shows an access token."""

    def authenticate(self, request):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not token.startswith("oa_"):
            return None
        raw = base64.urlsafe_b64decode(token[3:] + "==")
        session = Session.objects.select_related("member").filter(
            id=int.from_bytes(raw[:8], "big"), access_until__gt=django.utils.timezone.now(), member__status="active").first()
        shown = base64.urlsafe_b64encode(hashlib.sha256(raw[8:]).digest()).rstrip(b"=").decode()
        if session is None or not hmac.compare_digest(session.access_hash, shown):
            raise exceptions.AuthenticationFailed()
        return session.member, session

    def authenticate_header(self, request):
        return "Bearer"


class ExpenseSerializer(serializers.ModelSerializer):
    """An expense as clients see it."""
    budget_id = serializers.IntegerField()
    department_id = serializers.IntegerField(source="budget.department_id", read_only=True)
    amount = serializers.DecimalField(max_digits=17, decimal_places=2)
    currency = serializers.SerializerMethodField()
    over_budget = serializers.SerializerMethodField()
    tags = serializers.SerializerMethodField()

    class Meta:
        model = Expense
        fields = ["id", "budget_id", "department_id", "member_id", "amount", "currency", "spent_on", "description",
                  "category_id", "merchant", "notes", "tags", "paid_with", "external_id", "billable_to", "original_amount",
                  "original_currency", "rate", "tax_code", "tax_rate", "tax_amount", "over_budget", "state", "waiting_for",
                  "approved_by", "approved_at", "reason", "receipts", "version", "created_at", "updated_at"]
        read_only_fields = [name for name in fields if name not in ("budget_id", "amount", "spent_on", "description")]

    def get_currency(self, expense):
        """That of the organization, which the view has read once."""
        return self.context["organization"].currency

    def get_over_budget(self, expense):
        """Whether more is spent than its budget has."""
        return expense.budget.spent + expense.budget.committed > expense.budget.amount

    def get_tags(self, expense):
        """Never null."""
        return expense.tags or []


class Page(pagination.BasePagination):
    """The newest."""

    def paginate_queryset(self, queryset, request, view=None):
        return list(queryset[:int(request.query_params.get("page_size", 50))])

    def get_paginated_response(self, data):
        return generics.mixins.Response({"items": data})


class View:
    """What the views share."""
    authentication_classes = [ByToken]
    permission_classes = [permissions.IsAuthenticated]
    serializer_class = ExpenseSerializer
    pagination_class = Page
    queryset = Expense.objects.select_related("budget").order_by("-spent_on", "-id")

    def get_serializer_context(self):
        """With the organization."""
        return {**super().get_serializer_context(), "organization": Organization.objects.get()}


class Expenses(View, generics.ListCreateAPIView):
    """The list, and a new one."""

    @transaction.atomic
    def perform_create(self, serializer):
        amount = serializer.validated_data["amount"]
        budget = Budget.objects.select_for_update(no_key=True).get(id=serializer.validated_data["budget_id"])
        if budget.amount - budget.spent - budget.committed < amount:
            raise exceptions.ValidationError({"amount": "over budget"})
        budget.spent += amount
        budget.version += 1
        budget.save(update_fields=["spent", "version"])
        member = self.request.user.id
        expense = serializer.save(budget=budget, member_id=member, entered_by=member)
        Audit.objects.create(member_id=member, database_role="django", action="created", entity="expense",
                             entity_id=expense.id, after=dict(serializer.data))


class OneExpense(View, generics.RetrieveAPIView):
    """One of them."""


urlpatterns = [path("api/v2/expenses", Expenses.as_view()), path("api/v2/expenses/<int:pk>", OneExpense.as_view())]
application = get_wsgi_application()
