/**
 * A process that answers reflectors as an API server with so many objects would: discovery, paged lists, watches in which nothing happens.
 * Pages are made when they are asked for, so that it takes no memory from who is measured beside it.
 *
 *   --objects N      --kubeconfig FILE (written when it listens)
 */
import { writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { KINDS, type Kind } from '../src/gateway/kinds.ts'
import type { UntypedObject } from '../src/gateway/objects.ts'
import { population } from './population.ts'
import { namedByReview } from './review.ts'

const { values } = parseArgs({ options: { objects: { type: 'string', default: '10000' }, kubeconfig: { type: 'string' } } })
const groups = new Set<string>(KINDS.map(({ group }) => group))
/** Lists that are not read to their end yet, by what continues them. */
const begun = new Map<string, Iterator<UntypedObject>>()
let token = 0

function* objects(kind: Kind): Generator<UntypedObject> {
  for (const source of [namedByReview(), population(Number(values.objects))]) {
    for (const [one, object] of source) if (one === kind) yield object
  }
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
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
  if (url.searchParams.has('watch')) return response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
  const accept = request.headers.accept ?? ''
  const from = url.searchParams.get('continue')
  const left = (from === null ? undefined : begun.get(from)) ?? objects(facts.kind as Kind)
  begun.delete(from ?? '')
  const limit = Number(url.searchParams.get('limit') ?? 500)
  const items: UntypedObject[] = []
  let isEnd = false
  while (items.length < limit && !isEnd) {
    const next = left.next()
    if (next.done) isEnd = true
    else items.push(next.value)
  }
  const metadata: { resourceVersion: string; continue?: string } = { resourceVersion: '900000' }
  if (!isEnd) {
    token += 1
    metadata.continue = String(token)
    begun.set(metadata.continue, left)
  }
  const isTable = accept.includes('as=Table')
  const isPartial = accept.includes('as=PartialObjectMetadata')
  if (isTable)
    return answer(response, 200, {
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      columnDefinitions: [{ name: 'Name' }, { name: 'Type' }, { name: 'Data' }],
      rows: [],
    })
  if (isPartial) return answer(response, 200, { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items })
  return answer(response, 200, { kind: `${facts.kind}List`, apiVersion, metadata, items })
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
