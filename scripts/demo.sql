-- Demo organizations: a year of money in each, up to today, made by the same functions that everybody calls. Loaded by
-- `make run` at its first start, in one transaction; OUTLAY_DEMO=0 does without.
--
-- The lines that `make run` shows:
-- demo: acme|Acme Ltd
-- demo: blue-door-bakery|Blue Door Bakery
-- demo: kita-design|Kita Design
--
-- Everybody's password is demo-password-1. The amounts are by chance, from a fixed seed: two demos look alike.

SET client_min_messages = warning;

CREATE TEMPORARY TABLE demo_person (slug text, role text, first_name text, last_name text, department text);
INSERT INTO demo_person VALUES
	('acme', 'owner', 'Ada', 'Marlowe', 'Office'),
	('acme', 'admin', 'Jonas', 'Weber', 'Office'),
	('acme', 'approver', 'Priya', 'Raman', 'Engineering'),
	('acme', 'member', 'Tom', 'Okafor', 'Sales'),
	('acme', 'auditor', 'Helen', 'Strand', 'Office'),
	('blue-door-bakery', 'owner', 'Margaret', 'O''Neill', 'Bakehouse'),
	('blue-door-bakery', 'admin', 'Colin', 'Hughes', 'Shop'),
	('blue-door-bakery', 'approver', 'Zofia', 'Nowak', 'Bakehouse'),
	('blue-door-bakery', 'member', 'Ben', 'Ashworth', 'Delivery'),
	('blue-door-bakery', 'auditor', 'Ruth', 'Campbell', 'Shop'),
	('kita-design', 'owner', 'Haruka', 'Kitamura', 'Studio'),
	('kita-design', 'admin', 'Kenji', 'Mori', 'Studio'),
	('kita-design', 'approver', 'Aiko', 'Tanaka', 'Production'),
	('kita-design', 'member', 'Luca', 'Bianchi', 'Production'),
	('kita-design', 'auditor', 'Emi', 'Sato', 'Studio');

-- What a department spends money on: how often in a month, and between which amounts. budget is what it gets a month.
CREATE TEMPORARY TABLE demo_habit (slug text, department text, budget numeric, times integer, low numeric, high numeric,
	descriptions text[]);
INSERT INTO demo_habit VALUES
	('acme', 'Engineering', 9500, 2, 1800, 3900, '{"Cloud hosting, invoice {n}","Test laboratory, rent of equipment","Contractor, security review"}'),
	('acme', 'Engineering', NULL, 4, 35, 480, '{"Laptop stand and keyboard","Licence for a debugger","Books on databases","Conference ticket, PGConf","Train to the customer in Ulm","USB-C docks"}'),
	('acme', 'Sales', 4200, 3, 180, 1400, '{"Flight to Lyon and hotel","Trade fair, stand {n}","Hotel in Antwerp, two nights","Rental car, three days"}'),
	('acme', 'Sales', NULL, 4, 12, 160, '{"Lunch with a customer","Taxi to the airport","Parking at the fair","Mobile data abroad","Dinner, four guests"}'),
	('acme', 'Marketing', 3800, 4, 300, 1500, '{"Advertisements, campaign {n}","Photographer, half a day","Printing of 2,000 leaflets","Newsletter service"}'),
	('acme', 'Office', 4200, 5, 9, 340, '{"Coffee and tea","Paper and toner","Plants for the entrance","Cleaning, extra hours","Postage","Desk lamp","First-aid kit"}'),
	('acme', 'Office', NULL, 1, 2450, 2450, '{"Rent of the meeting rooms"}'),
	('blue-door-bakery', 'Bakehouse', 3600, 7, 140, 720, '{"Flour, 25 sacks","Butter, delivery {n}","Eggs and milk","Yeast and salt","Gas for the ovens","Service of the dough mixer"}'),
	('blue-door-bakery', 'Shop', 850, 7, 6, 190, '{"Paper bags","Till rolls","Flowers for the counter","Window cleaning","Card terminal, monthly fee","Bunting for the summer fair"}'),
	('blue-door-bakery', 'Delivery', 800, 8, 14, 160, '{"Diesel","Road toll","Tyres, part payment {n}","Van wash","Parking permit","Crates"}'),
	('kita-design', 'Studio', 340000, 9, 1200, 64000, '{"Fonts, annual licence","Monitor calibration","Models for a presentation","Paper samples","Shinkansen to Osaka","Client dinner in Ginza"}'),
	('kita-design', 'Production', 620000, 6, 18000, 165000, '{"Offset printing, order {n}","Book binding","Foil stamping","Courier to Yokohama","Proofs on Washi paper"}');

-- One organization: its people, accounts, and every month from a year ago until this one.
CREATE FUNCTION pg_temp.demo_organization(name text, slug text, email text, phone text, currency text, bank text,
	reserve text, decimals integer) RETURNS void
LANGUAGE plpgsql AS $demo$
DECLARE
	this_month date := date_trunc('month', current_date)::date;
	place text := demo_organization.slug;
	account bigint;
	savings bigint;
	people bigint[] := '{}';
	departments jsonb := '{}';
	person record;
	habit record;
	month date;
	day date;
	budget bigint;
	budget_left numeric;
	spent numeric;
BEGIN
	PERFORM setseed(0.42);
	PERFORM outlay.create_tenant(name => name, business_email => email, business_phone => phone, slug => place,
		currency => currency);
	PERFORM outlay.use_tenant(place);

	FOR habit IN SELECT h.department, sum(h.budget) AS budget FROM demo_habit h WHERE h.slug = place
			GROUP BY h.department ORDER BY h.department LOOP
		departments := departments || jsonb_build_object(habit.department, (outlay.create_department(habit.department)).id);
	END LOOP;
	FOR person IN SELECT row_number() OVER () AS number, p.* FROM demo_person p WHERE p.slug = place LOOP
		people := people || (outlay.create_member(email => person.role || '@' || place || '.example',
			password => 'demo-password-1', role => person.role, first_name => person.first_name,
			last_name => person.last_name, department_id => (departments ->> person.department)::bigint,
			employee_number => 'E-' || lpad(person.number::text, 3, '0'))).id;
	END LOOP;
	people := people[1:4];		-- the auditor spends nothing

	SELECT sum(h.budget) INTO spent FROM demo_habit h WHERE h.slug = place;
	account := (outlay.create_account(bank, spent * 4)).id;
	savings := (outlay.create_account(reserve, spent * 2)).id;
	FOR quarter IN 1 .. 4 LOOP
		PERFORM outlay.create_deposit(account, spent * 3, 'Transfer for quarter ' || quarter);
	END LOOP;

	FOR month IN SELECT generate_series(this_month - interval '12 months', this_month, interval '1 month')::date LOOP
		FOR habit IN SELECT h.*, coalesce(h.budget, 0) > 0 AS first FROM demo_habit h WHERE h.slug = place
				ORDER BY h.department, h.budget NULLS LAST LOOP
			IF habit.first THEN
				budget := (outlay.create_budget(account, (departments ->> habit.department)::bigint, month, habit.budget)).id;
				budget_left := habit.budget;
			END IF;
			FOR number IN 1 .. habit.times LOOP
				spent := round((habit.low + (habit.high - habit.low) * random())::numeric, decimals);
				day := month + floor(random() * 28)::integer;
				-- Nothing is bought on a Sunday, nor tomorrow.
				day := day - (extract(dow FROM day) = 0 AND day > month)::integer;
				CONTINUE WHEN day > current_date OR spent > budget_left;
				PERFORM outlay.create_expense(budget_id => budget, amount => spent, spent_on => day,
					member_id => people[1 + floor(random() * array_length(people, 1))::integer],
					description => replace(habit.descriptions[1 + floor(random() * array_length(habit.descriptions, 1))::integer],
						'{n}', (100 + floor(random() * 900)::integer)::text));
				budget_left := budget_left - spent;
			END LOOP;
		END LOOP;
	END LOOP;
END
$demo$;

SELECT pg_temp.demo_organization('Acme Ltd', 'acme', 'office@acme.example', '+49 731 5550100', 'EUR',
	'Current account', 'Reserves', 2);
SELECT pg_temp.demo_organization('Blue Door Bakery', 'blue-door-bakery', 'hello@blue-door-bakery.example',
	'+44 1632 960100', 'GBP', 'Business account', 'Oven fund', 2);
SELECT pg_temp.demo_organization('Kita Design', 'kita-design', 'info@kita-design.example', '+81 3 5550 0100', 'JPY',
	'Main account', 'Reserve account', 0);
