/*-------------------------------------------------------------------------
 *
 * currency.c
 *	  The currencies of ISO 4217 and their decimals.
 *
 * Source: ISO 4217, list one (current currency and funds codes), without
 * funds, metals, bond market units and codes for testing.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "value/currency.h"

/* Codes by their number of decimals, each of three letters. */
static const char *const codes_by_decimals[] = {
	[0] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ",
	[1] = "",
	[2] = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY "
	"COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR "
	"IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD "
	"NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC "
	"SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ",
	[3] = "BHD IQD JOD KWD LYD OMR TND ",
};

/* The number of decimals of a currency's amounts; -1 where the code is not of a currency. */
int
currency_decimals(const char *code)
{
	if (strlen(code) != 3)
		return -1;
	for (int decimals = 0; decimals < lengthof(codes_by_decimals); decimals++)
		for (const char *c = codes_by_decimals[decimals]; *c; c += 4)
			if (strncmp(c, code, 3) == 0)
				return decimals;
	return -1;
}
