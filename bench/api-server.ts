/**
 * A process that answers reflectors as an API server with so many objects would: discovery, paged lists, watches in which nothing happens.
 * Everything is made before it listens, so that it takes no time from who is measured beside it.
 *
 *   --objects N      --kubeconfig FILE (written when it listens)
 *
 * GET /bench/expire ends every watch as a server does whose history does not reach back so far.
 */
import { writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { KINDS } from '../src/gateway/kinds.ts'
import type { UntypedObject } from '../src/gateway/objects.ts'
import { population } from './population.ts'
import { namedByReview } from './review.ts'

const { values } = parseArgs({ options: { objects: { type: 'string', default: '10000' }, kubeconfig: { type: 'string' } } })
const groups = new Set<string>(KINDS.map(({ group }) => group))
const watches = new Set<ServerResponse>()

/** The items of each kind as text, by the hundred: what is asked for is put together from these. */
const chunks = new Map<string, string[]>()
const CHUNK = 100
{
  const open = new Map<string, UntypedObject[]>()
  const close = (kind: string, items: readonly UntypedObject[]) =>
    void chunks.set(kind, [...(chunks.get(kind) ?? []), items.map((one) => JSON.stringify(one)).join()])
  for (const source of [namedByReview(), population(Number(values.objects))]) {
    for (const [kind, object] of source) {
      const items = open.get(kind) ?? []
      items.push(object)
      open.set(kind, items)
      if (items.length === CHUNK) {
        close(kind, items)
        open.delete(kind)
      }
    }
  }
  for (const [kind, items] of open) close(kind, items)
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/bench/expire') {
    const object = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Expired', message: 'too old resource version', code: 410 }
    for (const watch of watches) watch.end(`${JSON.stringify({ type: 'ERROR', object })}\n`)
    return response.end()
  }
  const [, root, ...rest] = url.pathname.split('/')
  const [group = '', version, plural] = root === 'api' ? ['', ...rest] : rest
  const ofGroup = KINDS.filter((facts) => facts.group === group)
  if (!groups.has(group)) return answer(response, 404, { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 })
  const apiVersion = group === '' ? `${version}` : `${group}/${version}`
  if (version === undefined) {
    const versions = [...new Set(ofGroup.flatMap((facts) => facts.versions))]
    return answer(response, 200, { kind: 'APIGroup', apiVersion: 'v1', name: group, versions: versions.map((one) => ({ version: one })) })
  }
  if (plural === undefined)
    return answer(response, 200, { kind: 'APIResourceList', resources: ofGroup.map((one) => ({ name: one.plural, kind: one.kind })) })
  const facts = ofGroup.find((one) => one.plural === plural)
  if (!facts) return answer(response, 404, { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 })
  if (url.searchParams.has('watch')) {
    watches.add(response)
    response.on('close', () => watches.delete(response))
    return response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
  }
  const accept = request.headers.accept ?? ''
  const from = Number(url.searchParams.get('continue') ?? 0)
  const to = from + Math.max(1, Math.floor(Number(url.searchParams.get('limit') ?? 500) / CHUNK))
  const all = chunks.get(facts.kind) ?? []
  const metadata = { resourceVersion: '900000', ...(to < all.length && { continue: String(to) }) }
  if (accept.includes('as=Table')) {
    const columnDefinitions = [{ name: 'Name' }, { name: 'Type' }, { name: 'Data' }]
    return answer(response, 200, { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions, rows: [] })
  }
  const head = accept.includes('as=PartialObjectMetadata')
    ? { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' }
    : { kind: `${facts.kind}List`, apiVersion }
  const text = JSON.stringify({ ...head, metadata })
  response.writeHead(200, { 'content-type': 'application/json' }).end(`${text.slice(0, -1)},"items":[${all.slice(from, to).join()}]}`)
})

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

server.listen(0, '127.0.0.1', () => {
  const cluster = `{name: bench, cluster: {server: 'http://127.0.0.1:${(server.address() as AddressInfo).port}'}}`
  const context = '{name: bench, context: {cluster: bench, user: bench}}'
  const config = `apiVersion: v1\nkind: Config\ncurrent-context: bench\nclusters: [${cluster}]\ncontexts: [${context}]\nusers: [{name: bench, user: {}}]\n`
  if (values.kubeconfig !== undefined) writeFileSync(values.kubeconfig, config)
})
