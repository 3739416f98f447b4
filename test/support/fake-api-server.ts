import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

export interface FakeObject {
  metadata: { name: string; namespace?: string; resourceVersion?: string; [field: string]: unknown }
  [field: string]: unknown
}

export interface Seen {
  readonly path: string
  readonly query: URLSearchParams
  readonly accept: string
  readonly authorization: string | undefined
}

/** Takes one exchange over from the server. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => void

interface Resource {
  readonly group: string
  readonly versions: string[]
  readonly kind: string
  readonly objects: Map<string, FakeObject>
  readonly log: { readonly resourceVersion: number; readonly type: string; readonly object: FakeObject }[]
  readonly watches: Set<Watch>
}

interface Watch {
  readonly response: ServerResponse
  readonly version: string
  readonly accept: string
  described: boolean
}

const TABLE_COLUMNS = [{ name: 'Name' }, { name: 'Type' }, { name: 'Data' }, { name: 'Age' }].map((column) => ({ ...column, type: 'string' }))

/**
 * An API server for what a real one does not do on demand: it serves discovery, paged lists, watches, Tables and metadata forms of the
 * resources that it is told to serve, and any fault that it is told to make. It answers in the forms that a v1.36 server was seen to send.
 */
export class FakeApiServer {
  readonly seen: Seen[] = []
  /** The only accepted bearer token; undefined accepts everybody. */
  token: string | undefined
  readonly #resources = new Map<string, Resource>()
  readonly #faults: { readonly matches: RegExp; readonly fault: Fault; left: number }[] = []
  readonly #sockets = new Set<Socket>()
  readonly #server
  readonly #scheme: string
  #port = 0
  #resourceVersion = 1000

  private constructor(tls?: { key: string; cert: string }) {
    this.#scheme = tls ? 'https' : 'http'
    const handler = (request: IncomingMessage, response: ServerResponse) => this.#handle(request, response)
    this.#server = tls ? createHttpsServer(tls, handler) : createHttpServer(handler)
    // Those too whose TLS is not agreed upon yet: none may be left when it stops.
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('error', () => {})
    })
    for (const [plural, kind] of Object.entries({ namespaces: 'Namespace', services: 'Service', secrets: 'Secret', configmaps: 'ConfigMap' })) {
      this.serve('', ['v1'], plural, kind)
    }
  }

  static async start(tls?: { key: string; cert: string }): Promise<FakeApiServer> {
    const server = new FakeApiServer(tls)
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    server.#port = (server.#server.address() as AddressInfo).port
    return server
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${this.port}`
  }

  get sockets(): number {
    return this.#sockets.size
  }

  /** Installs a CRD, or changes the versions of one: as in a real server, its watches end. */
  serve(group: string, versions: string[], plural: string, kind: string): void {
    const before = this.#resources.get(plural)
    for (const watch of before?.watches ?? []) watch.response.end()
    this.#resources.set(plural, { group, versions, kind, objects: before?.objects ?? new Map(), log: before?.log ?? [], watches: new Set() })
  }

  withdraw(plural: string): void {
    for (const watch of this.#of(plural).watches) watch.response.end()
    this.#resources.delete(plural)
  }

  /** The next `times` requests whose path and query match are the fault's to answer. */
  fault(matches: RegExp, fault: Fault, times = 1): void {
    this.#faults.push({ matches, fault, left: times })
  }

  put(plural: string, object: FakeObject): string {
    const resource = this.#of(plural)
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`
    const type = resource.objects.has(key) ? 'MODIFIED' : 'ADDED'
    return this.#record(resource, type, key, object)
  }

  remove(plural: string, namespace: string, name: string): string {
    const resource = this.#of(plural)
    const key = `${namespace}/${name}`
    return this.#record(resource, 'DELETED', key, resource.objects.get(key) as FakeObject)
  }

  /** Changes what a list shows without telling any watch. */
  forget(plural: string, namespace: string, name: string): void {
    this.#of(plural).objects.delete(`${namespace}/${name}`)
  }

  /** The same with an object that no watch hears of. */
  plant(plural: string, object: FakeObject): void {
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`
    this.#resourceVersion += 1
    const metadata = { ...object.metadata, resourceVersion: String(this.#resourceVersion) }
    this.#of(plural).objects.set(key, { ...object, metadata })
  }

  bookmark(plural: string): void {
    const object = { metadata: { resourceVersion: String(this.#resourceVersion) } } as unknown as FakeObject
    for (const watch of this.#of(plural).watches) this.#send(this.#of(plural), watch, 'BOOKMARK', object)
  }

  /** Raw text or bytes into every open watch of a resource. */
  write(plural: string, raw: string | Uint8Array): void {
    for (const watch of this.#of(plural).watches) watch.response.write(raw)
  }

  endWatches(plural: string, how: 'end' | 'destroy' = 'end'): void {
    for (const watch of this.#of(plural).watches) how === 'end' ? watch.response.end() : watch.response.destroy()
  }

  watches(plural: string): number {
    return this.#resources.get(plural)?.watches.size ?? 0
  }

  requests(matches: RegExp): Seen[] {
    return this.seen.filter(({ path, query }) => matches.test(`${path}?${query}`))
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #of(plural: string): Resource {
    const resource = this.#resources.get(plural)
    if (!resource) throw new Error(`the fake API server does not serve ${plural}`)
    return resource
  }

  #record(resource: Resource, type: string, key: string, object: FakeObject): string {
    this.#resourceVersion += 1
    const resourceVersion = String(this.#resourceVersion)
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion } }
    if (type === 'DELETED') resource.objects.delete(key)
    else resource.objects.set(key, stored)
    resource.log.push({ resourceVersion: this.#resourceVersion, type, object: stored })
    for (const watch of resource.watches) this.#send(resource, watch, type, stored)
    return resourceVersion
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const url = this.#urlOf(request)
    const accept = request.headers.accept ?? ''
    this.seen.push({ path: url.pathname, query: url.searchParams, accept, authorization: request.headers.authorization })
    if (this.token !== undefined && request.headers.authorization !== `Bearer ${this.token}`) {
      refuse(response, 401, 'Unauthorized')
      return
    }
    const fault = this.#faults.find(({ matches, left }) => left > 0 && matches.test(request.url ?? ''))
    if (fault) {
      fault.left -= 1
      fault.fault(request, response)
      return
    }
    this.answer(request, response)
  }

  #urlOf(request: IncomingMessage): URL {
    return new URL(request.url ?? '/', this.url)
  }

  /** Answers as it would without a fault: for one that only waits. */
  answer(request: IncomingMessage, response: ServerResponse): void {
    const url = this.#urlOf(request)
    const accept = request.headers.accept ?? ''
    const [, root, ...rest] = url.pathname.split('/')
    const [group, version, ...path] = root === 'api' ? ['', ...rest] : rest
    const [namespace, plural, name] = path[0] === 'namespaces' && path.length > 2 ? path.slice(1) : [undefined, ...path]
    const ofGroup = [...this.#resources].filter(([, resource]) => resource.group === group)
    if (version === undefined && ofGroup.length > 0) {
      const versions = [...new Set(ofGroup.flatMap(([, resource]) => resource.versions))].map((name) => ({
        version: name,
        groupVersion: `${group}/${name}`,
      }))
      answer(response, { kind: 'APIGroup', apiVersion: 'v1', name: group, versions })
      return
    }
    const ofVersion = ofGroup.filter(([, resource]) => resource.versions.includes(version as string))
    if (ofVersion.length === 0) {
      refuse(response, 404, 'NotFound')
      return
    }
    if (plural === undefined) {
      const resources = ofVersion.map(([name, resource]) => ({ name, kind: resource.kind, verbs: ['list', 'watch'] }))
      answer(response, { kind: 'APIResourceList', groupVersion: `${group}/${version}`, resources })
      return
    }
    const resource = ofVersion.find(([name]) => name === plural)?.[1]
    if (!resource) {
      refuse(response, 404, 'NotFound')
      return
    }
    if (name !== undefined) this.#get(resource, version as string, `${namespace ?? ''}/${name}`, accept, response)
    else if (url.searchParams.has('watch')) this.#watch(resource, version as string, url.searchParams, accept, response)
    else this.#list(resource, version as string, url.searchParams, accept, response, namespace)
  }

  #get(resource: Resource, version: string, key: string, accept: string, response: ServerResponse): void {
    const object = resource.objects.get(key)
    if (object) answer(response, represent(resource, { version, accept, described: false }, object))
    else refuse(response, 404, 'NotFound')
  }

  #list(resource: Resource, version: string, query: URLSearchParams, accept: string, response: ServerResponse, namespace?: string): void {
    const all = [...resource.objects.values()].filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
    const start = Number(query.get('continue') ?? 0)
    const end = start + Number(query.get('limit') ?? all.length)
    const metadata = { resourceVersion: String(this.#resourceVersion), ...(end < all.length && { continue: String(end) }) }
    const page = all.slice(start, end)
    if (accept.includes('as=Table')) {
      answer(response, { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions: TABLE_COLUMNS, rows: page.map(row) })
      return
    }
    if (accept.includes('as=PartialObjectMetadataList')) {
      const items = page.map((object) => ({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata }))
      answer(response, { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items })
      return
    }
    const named = { apiVersion: groupVersion(resource, version), kind: resource.kind }
    const items = resource.group === '' ? page : page.map((object) => ({ ...object, ...named }))
    answer(response, { ...named, kind: `${resource.kind}List`, metadata, items })
  }

  #watch(resource: Resource, version: string, query: URLSearchParams, accept: string, response: ServerResponse): void {
    const watch: Watch = { response, version, accept, described: false }
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
    for (const event of resource.log.filter(({ resourceVersion }) => resourceVersion > Number(query.get('resourceVersion')))) {
      this.#send(resource, watch, event.type, event.object)
    }
    resource.watches.add(watch)
    response.on('close', () => resource.watches.delete(watch))
  }

  #send(resource: Resource, watch: Watch, type: string, object: FakeObject): void {
    watch.response.write(`${JSON.stringify({ type, object: represent(resource, watch, object) })}\n`)
    watch.described = true
  }
}

function represent(resource: Resource, { version, accept, described }: Pick<Watch, 'version' | 'accept' | 'described'>, object: FakeObject): unknown {
  if (accept.includes('as=Table')) {
    const { resourceVersion } = object.metadata
    const columnDefinitions = described ? null : TABLE_COLUMNS
    return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: { resourceVersion }, columnDefinitions, rows: [row(object)] }
  }
  if (accept.includes('as=PartialObjectMetadata')) return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata }
  return { ...object, apiVersion: groupVersion(resource, version), kind: resource.kind }
}

/** A bookmark in a Table is a row without a name, too. */
function row(object: FakeObject): unknown {
  const keys = Object.keys((object.data as object | undefined) ?? {}).length
  const cells = [object.metadata.name ?? '', object.type ?? '', keys, '1s']
  return { cells, object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata } }
}

function groupVersion({ group }: Resource, version: string): string {
  return group === '' ? version : `${group}/${version}`
}

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Answers a Status object as an API server would. */
export function refuse(response: ServerResponse, code: number, reason: string, headers: Record<string, string> = {}): void {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: `scripted: ${reason}`, reason, code }
  response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(status))
}
