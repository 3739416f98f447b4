/** The floor: node:https alone, which parses the review and echoes its uid. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { port: { type: 'string' }, tls: { type: 'string' } } })
const dir = values.tls ?? '.'
const pair = { cert: readFileSync(join(dir, 'tls.crt')), key: readFileSync(join(dir, 'tls.key')) }

createServer(pair, (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { apiVersion, kind, request: review } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const body = JSON.stringify({ apiVersion, kind, response: { uid: review.uid, allowed: true } })
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }).end(body)
  })
}).listen(Number(values.port), '127.0.0.1')
