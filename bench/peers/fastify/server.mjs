// Expenses of organizations by Fastify and PostgreSQL's own JSON, as a good engineer would write it: a process for each
// core, prepared statements, a schema for each organization, its tables named in the statements, no round trip more than
// log-in and answer need.
import cluster from 'node:cluster'
import { createHash, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'
import fastify from 'fastify'
import postgres from 'postgres'

const { DATABASE, DATABASE_HOST, DATABASE_USER, PORT } = process.env
const processes = availableParallelism()
const connections = Math.max(1, Math.floor(Number(process.env.CONNECTIONS) / processes))
const TENANTS_KEPT_MS = 10000

function readToken(header) {
  const bytes = Buffer.from(/^Bearer oa_([\w-]+)$/.exec(header ?? '')?.[1] ?? '', 'base64url')
  if (bytes.length !== 40) return null
  return { id: bytes.readBigInt64BE(0).toString(), hash: createHash('sha256').update(bytes.subarray(8)).digest() }
}

function record(schema) {
  return `SELECT e.id, e.budget_id, b.department_id, e.member_id, round(e.amount, o.decimals)::text AS amount, o.currency,
  e.spent_on, e.description, e.category_id, e.merchant, e.notes, coalesce(e.tags, '{}') AS tags, e.paid_with,
  e.external_id, e.billable_to, e.original_amount::text, e.original_currency, e.rate::text, e.tax_code, e.tax_rate::text,
  e.tax_amount::text, b.spent + b.committed > b.amount AS over_budget, e.state, e.waiting_for, e.approved_by,
  e.approved_at, e.reason, e.receipts, e.version, e.created_at, e.updated_at
  FROM ${schema}.expense e JOIN ${schema}.budget b ON b.id = e.budget_id CROSS JOIN ${schema}.organization o`
}

function statementsOf(schema) {
  return {
    session: `SELECT s.access_hash, s.member_id, m.role FROM ${schema}.session s JOIN ${schema}.member m ON m.id = s.member_id
      WHERE s.id = $1 AND s.access_until > now() AND m.status = 'active'`,
    page: `SELECT coalesce(json_agg(r), '[]')::text AS items FROM (${record(schema)} ORDER BY e.spent_on DESC, e.id DESC LIMIT $1) r`,
    one: `SELECT row_to_json(r)::text AS item FROM (${record(schema)} WHERE e.id = $1) r`,
    budget: `SELECT amount - spent - committed >= $2 AS fits FROM ${schema}.budget WHERE id = $1 FOR NO KEY UPDATE`,
    spend: `UPDATE ${schema}.budget SET spent = spent + $2, version = version + 1 WHERE id = $1`,
    create: `INSERT INTO ${schema}.expense (budget_id, member_id, amount, spent_on, description, entered_by)
      VALUES ($1, $2, $3, $4, $5, $2) RETURNING id`,
    audit: `INSERT INTO ${schema}.audit (member_id, database_role, action, entity, entity_id, after)
      SELECT $1, current_user, 'created', 'expense', r.id, to_jsonb(r) FROM (${record(schema)} WHERE e.id = $2) r
      RETURNING after::text AS item`
  }
}

function serve() {
  const sql = postgres({ host: DATABASE_HOST, database: DATABASE, username: DATABASE_USER, max: connections, prepare: true })
  const run = (connection, text, values) => connection.unsafe(text, values, { prepare: true })
  const tenants = new Map()
  const app = fastify({ logger: false })

  async function tenantOf(host) {
    const kept = tenants.get(host)
    if (kept && kept.until > Date.now()) return kept
    const [row] = await run(sql, 'SELECT schema_name FROM peer.tenant WHERE host = $1', [host])
    const tenant = row && { statements: statementsOf(row.schema_name), until: Date.now() + TENANTS_KEPT_MS }
    if (tenant) tenants.set(host, tenant)
    return tenant
  }

  app.addHook('onRequest', async (request, reply) => {
    const tenant = await tenantOf(request.hostname)
    if (!tenant) return reply.code(404).send({ error: 'no organization' })
    const token = readToken(request.headers.authorization)
    const [session] = token ? await run(sql, tenant.statements.session, [token.id]) : []
    if (!session || !timingSafeEqual(Buffer.from(session.access_hash, 'base64url'), token.hash))
      return reply.code(401).send({ error: 'not logged in' })
    request.tenant = tenant
    request.member = session.member_id
  })

  app.get('/api/v2/expenses', {
    schema: { querystring: { type: 'object', properties: { page_size: { type: 'integer', minimum: 1, maximum: 100, default: 50 } } } }
  }, async (request, reply) => {
    const [row] = await run(sql, request.tenant.statements.page, [request.query.page_size])
    return reply.type('application/json').send(`{"items":${row.items}}`)
  })

  app.get('/api/v2/expenses/:id', {
    schema: { params: { type: 'object', properties: { id: { type: 'integer' } } } }
  }, async (request, reply) => {
    const [row] = await run(sql, request.tenant.statements.one, [request.params.id])
    return row ? reply.type('application/json').send(row.item) : reply.code(404).send({ error: 'no such expense' })
  })

  app.post('/api/v2/expenses', {
    schema: {
      body: {
        type: 'object',
        required: ['budget_id', 'amount', 'spent_on', 'description'],
        properties: {
          budget_id: { type: 'integer' },
          amount: { type: 'string', pattern: '^\\d{1,15}(\\.\\d{1,2})?$' },
          spent_on: { type: 'string', format: 'date' },
          description: { type: 'string', minLength: 1, maxLength: 300 }
        }
      }
    }
  }, async (request, reply) => {
    const { budget_id, amount, spent_on, description } = request.body
    const { statements } = request.tenant
    const item = await sql.begin(async (transaction) => {
      const [budget] = await run(transaction, statements.budget, [budget_id, amount])
      if (!budget?.fits) return null
      const [created] = await run(transaction, statements.create, [budget_id, request.member, amount, spent_on, description])
      await run(transaction, statements.spend, [budget_id, amount])
      return (await run(transaction, statements.audit, [request.member, created.id]))[0].item
    })
    return item ? reply.code(201).type('application/json').send(item) : reply.code(409).send({ error: 'over budget' })
  })

  app.listen({ port: Number(PORT), host: '127.0.0.1' })
}

if (cluster.isPrimary) {
  for (let i = 0; i < processes; i++) cluster.fork()
  process.on('SIGTERM', () => process.exit(0))
} else {
  serve()
}
