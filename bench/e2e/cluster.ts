import { objectPath } from '../../src/cluster/paging.ts'
import { type Kind, kindFacts } from '../../src/gateway/kinds.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { population } from '../population.ts'
import { type Api, inFlight } from './api.ts'

const WIDTH = 8

/** Puts `count` objects into the cluster through its API; returns how many of them are namespaces `ns-N`. */
export async function populate(api: Api, count: number): Promise<number> {
  const objects = [...population(count)]
  const namespaces = objects.filter(([kind]) => kind === 'Namespace')
  const infra: UntypedObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'infra' } }
  await inFlight(WIDTH, [...namespaces, ['Namespace', infra] as const], ([kind, object]) => create(api, kind, object))
  const others = objects.filter(([kind]) => kind !== 'Namespace')
  // A cache holds Secrets too, by their type and size alone.
  const secrets = Array.from({ length: Math.max(0, count - objects.length - 1) }, (_, n): [Kind, UntypedObject] => [
    'Secret',
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: `secret-${n}`, namespace: `ns-${n % namespaces.length}` } },
  ])
  await inFlight(WIDTH, [...others, ...secrets], ([kind, object]) => create(api, kind, object))
  return namespaces.length
}

function create(api: Api, kind: Kind, { metadata, ...object }: UntypedObject): Promise<unknown> {
  // The rest of the metadata is the API server's to make.
  const { name, namespace, labels, annotations } = metadata
  // The control plane of the tests has no more than 254 addresses for Services.
  const spec = kind === 'Service' ? { spec: { ...(object.spec as object), clusterIP: 'None' } } : {}
  const version = object.apiVersion.split('/').at(-1) as string
  const path = objectPath(kindFacts(kind), version, namespace)
  return api.send('POST', path, JSON.stringify({ ...object, ...spec, metadata: { name, namespace, labels, annotations } }))
}
