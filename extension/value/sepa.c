/*-------------------------------------------------------------------------
 *
 * sepa.c
 *	  SEPA credit transfers as a file for a bank, ISO 20022 pain.001.
 *
 * One batch of transfers in euro, from one account, on one day, with the
 * elements that the schema and the rules of SEPA ask for and no more: a name
 * and an IBAN find a payee, and an address that is not structured is refused
 * since November 2026. The payer's bank knows by the IBAN which it is.
 *
 * The texts have no character that XML would take for something else.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "value/sepa.h"

static void write_header(StringInfo out, const SepaFile *file);
static void write_payer(StringInfo out, const SepaFile *file, int version);
static void write_transfer(StringInfo out, const SepaTransfer *transfer);

/* What the message is, and who sends it. */
static void
write_header(StringInfo out, const SepaFile *file)
{
	appendStringInfo(out,
					 "    <GrpHdr>\n"
					 "      <MsgId>%s</MsgId>\n"
					 "      <CreDtTm>%s</CreDtTm>\n"
					 "      <NbOfTxs>%d</NbOfTxs>\n"
					 "      <CtrlSum>%s</CtrlSum>\n"
					 "      <InitgPty>\n"
					 "        <Nm>%s</Nm>\n"
					 "      </InitgPty>\n"
					 "    </GrpHdr>\n",
					 file->message_id, file->made_at, file->count, file->sum, file->payer_name);
}

/* The batch, but for its transfers. */
static void
write_payer(StringInfo out, const SepaFile *file, int version)
{
	appendStringInfo(out,
					 "      <PmtInfId>%s</PmtInfId>\n"
					 "      <PmtMtd>TRF</PmtMtd>\n"
					 "      <NbOfTxs>%d</NbOfTxs>\n"
					 "      <CtrlSum>%s</CtrlSum>\n"
					 "      <PmtTpInf>\n"
					 "        <SvcLvl>\n"
					 "          <Cd>SEPA</Cd>\n"
					 "        </SvcLvl>\n"
					 "      </PmtTpInf>\n",
					 file->message_id, file->count, file->sum);
	if (version == 3)
		appendStringInfo(out, "      <ReqdExctnDt>%s</ReqdExctnDt>\n", file->execute_on);
	else
		appendStringInfo(out,
						 "      <ReqdExctnDt>\n"
						 "        <Dt>%s</Dt>\n"
						 "      </ReqdExctnDt>\n",
						 file->execute_on);
	appendStringInfo(out,
					 "      <Dbtr>\n"
					 "        <Nm>%s</Nm>\n"
					 "      </Dbtr>\n"
					 "      <DbtrAcct>\n"
					 "        <Id>\n"
					 "          <IBAN>%s</IBAN>\n"
					 "        </Id>\n"
					 "      </DbtrAcct>\n"
					 "      <DbtrAgt>\n"
					 "        <FinInstnId>\n"
					 "          <Othr>\n"
					 "            <Id>NOTPROVIDED</Id>\n"
					 "          </Othr>\n"
					 "        </FinInstnId>\n"
					 "      </DbtrAgt>\n"
					 "      <ChrgBr>SLEV</ChrgBr>\n",
					 file->payer_name, file->payer_iban);
}

/* One transfer. */
static void
write_transfer(StringInfo out, const SepaTransfer *transfer)
{
	appendStringInfo(out,
					 "      <CdtTrfTxInf>\n"
					 "        <PmtId>\n"
					 "          <EndToEndId>%s</EndToEndId>\n"
					 "        </PmtId>\n"
					 "        <Amt>\n"
					 "          <InstdAmt Ccy=\"EUR\">%s</InstdAmt>\n"
					 "        </Amt>\n"
					 "        <Cdtr>\n"
					 "          <Nm>%s</Nm>\n"
					 "        </Cdtr>\n"
					 "        <CdtrAcct>\n"
					 "          <Id>\n"
					 "            <IBAN>%s</IBAN>\n"
					 "          </Id>\n"
					 "        </CdtrAcct>\n"
					 "        <RmtInf>\n"
					 "          <Ustrd>%s</Ustrd>\n"
					 "        </RmtInf>\n"
					 "      </CdtTrfTxInf>\n",
					 transfer->id, transfer->amount, transfer->name, transfer->iban, transfer->text);
}

/* See sepa.h. */
void
sepa_write(StringInfo out, const SepaFile *file, int version)
{
	appendStringInfo(out,
					 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
					 "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.%02d\">\n"
					 "  <CstmrCdtTrfInitn>\n",
					 version);
	write_header(out, file);
	appendStringInfoString(out, "    <PmtInf>\n");
	write_payer(out, file, version);
	for (int i = 0; i < file->count; i++)
		write_transfer(out, &file->transfers[i]);
	appendStringInfoString(out, "    </PmtInf>\n  </CstmrCdtTrfInitn>\n</Document>\n");
}
