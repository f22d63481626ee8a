// run.mjs JOURNEY BASE-URL FOLDER [desk|phone] [light|dark]: walks one journey; ends with 1 and says what was wrong.
import { Watch } from './browser.mjs';
import * as approval from './approval.mjs';
import * as budgets from './budgets.mjs';
import * as categories from './categories.mjs';
import * as console_ from './console.mjs';
import * as details from './details.mjs';
import * as inbox from './inbox.mjs';
import * as work from './journeys.mjs';
import * as months from './months.mjs';
import * as payments from './payments.mjs';
import * as policy from './policy.mjs';
import * as driving from './driving.mjs';
import * as rates from './rates.mjs';
import * as receipts from './receipts.mjs';
import * as recurring from './recurring.mjs';
import * as security from './security.mjs';
import * as splits from './splits.mjs';

const [name, base, folder, size = 'desk', theme = 'light'] = process.argv.slice(2);
const watch = new Watch(base, folder, size, theme);
const page = await watch.open();
try {
	await { ...work, ...approval, ...budgets, ...categories, ...console_, ...details, ...inbox, ...months, ...payments, ...policy, ...driving, ...rates, ...receipts, ...recurring, ...security, ...splits }[name](watch, page);
} catch (error) {
	watch.faults.push(error.stack);
	await page.screenshot({ path: `${folder}/failed-${name}-${size}-${theme}.png` }).catch(() => {});
}
const faults = await watch.close();
for (const fault of new Set(faults)) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
