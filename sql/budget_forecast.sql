-- What a budget comes to at its pace, from figures that anybody can work it out with again.
SELECT slug FROM outlay.create_tenant('Forecast Ltd', 'office@forecast.example');
SELECT slug FROM outlay.use_tenant('forecastltd');
SELECT time_zone FROM update_organization(time_zone => 'Pacific/Kiritimati', over_budget => 'allow', outside_month => 'allow');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 10000);

-- A budget that began some days ago, this one included, has so many days and so much taken: what is expected of it.
CREATE FUNCTION pg_temp.forecast(passed integer, days integer, amount numeric, taken numeric)
	RETURNS TABLE (days_passed integer, days_left integer, expected numeric, expected_remaining numeric, exhausted_day integer)
	LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	present date := (now() AT TIME ZONE 'Pacific/Kiritimati')::date;
	budget bigint := (create_budget(1, 1, present - passed + 1, amount, until => present - passed + days)).id;
BEGIN
	IF taken > 0 THEN
		PERFORM create_expense(budget, taken, present - passed + 1, 'Fair');
	END IF;
	RETURN QUERY SELECT f.days_passed, f.days_left, f.expected, f.expected_remaining, f.exhausted_on - f.month + 1
		FROM forecast_budget(budget) f WHERE f.today = present AND f.days = $2 AND f.taken = $4;
END $$;
SELECT amount, taken, passed, days, f.* FROM (VALUES
	(100, 10, 10, 30),		-- a third of the time, a tenth of the money
	(100, 40, 10, 30),		-- too fast
	(100, 33.33, 10, 30),	-- a cent is left
	(100, 0.05, 4, 30),		-- half a cent is rounded up, once
	(100, 50, 15, 30),		-- exhausted on the very last day
	(100, 100, 10, 30),		-- exhausted already
	(100, 120, 10, 30),
	(100, 0, 10, 30),		-- nothing is spent
	(100, 10, 2, 30),		-- the second day
	(100, 10, 30, 30),		-- the last day
	(1, 0.03, 7, 11)
) v (amount, taken, passed, days) CROSS JOIN LATERAL pg_temp.forecast(passed, days, amount, taken) f;
-- Nothing can be said of the first day, nor before it.
SELECT f.* FROM pg_temp.forecast(1, 30, 100, 10) f;
SELECT f.* FROM pg_temp.forecast(0, 30, 100, 10) f;
-- What has ended is what it was.
SELECT f.* FROM pg_temp.forecast(31, 30, 100, 10) f;
-- With what it was worked out from, and what waits for approval.
SELECT approval FROM update_organization(approval => 'on');
BEGIN;
SELECT (now() AT TIME ZONE 'Pacific/Kiritimati')::date AS today \gset
SELECT id AS last FROM create_budget(1, 1, :'today'::date - 9, 100, until => :'today'::date + 20) \gset
SELECT state FROM create_expense(:last, 20, :'today', 'Fair');
SELECT month = today - 9 AS month, until = today + 20 AS until, today = :'today' AS today, days, amount, taken, expected, exhausted_on, currency FROM forecast_budget(:last);
SELECT state FROM create_expense(:last, 20, :'today', 'Stand');
SELECT taken, expected, exhausted_on = month + 24 AS on_the_25th FROM forecast_budget(:last);
COMMIT;
SELECT forecast_budget(99999);
SELECT forecast_budget(NULL);
