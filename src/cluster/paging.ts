import type { KindFacts } from '../gateway/kinds.ts'
import type { AnyObject } from '../gateway/objects.ts'
import { getJson } from './get-json.ts'
import { representationOf } from './representation.ts'
import type { Timing } from './timing.ts'
import type { Transport } from './transport.ts'

const PAGE = '500'

/** `/apis/GROUP/VERSION/PLURAL?query`, over all namespaces. */
export function collectionPath(facts: KindFacts, version: string, query: Readonly<Record<string, string>>): string {
  return `${objectPath(facts, version, undefined)}?${new URLSearchParams(query)}`
}

/** `/apis/GROUP/VERSION/namespaces/NAMESPACE/PLURAL/NAME`; without a name the collection. */
export function objectPath(facts: KindFacts, version: string, namespace: string | undefined, name?: string): string {
  const root = facts.group === '' ? `/api/${version}` : `/apis/${facts.group}/${version}`
  const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  return `${root}${scope}/${facts.plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`
}

export interface Listed {
  readonly objects: readonly AnyObject[]
  /** Where a watch goes on from. */
  readonly resourceVersion: string
}

/**
 * Lists a kind over all namespaces, page by page, each projected before the next is asked for. Nothing is kept of a list that fails
 * in the middle: an ApiError with status 410 says that it took too long and must be started again.
 */
export async function listAll(transport: Transport, facts: KindFacts, version: string, timing: Timing, signal: AbortSignal): Promise<Listed> {
  const representation = representationOf(facts)
  const decoder = representation.decoder(version)
  const objects: AnyObject[] = []
  for (let more = ''; ; ) {
    const query = { ...representation.query, limit: PAGE, ...(more && { continue: more }) }
    const body = await getJson(transport, collectionPath(facts, version, query), representation.listAccept, timing, signal)
    const page = decoder.page(body)
    for (const object of page.objects) objects.push(object)
    if (page.more === '') return { objects, resourceVersion: page.resourceVersion }
    more = page.more
  }
}
