import { clusterObject, impliedNamespace } from '../../src/documents/cluster-object.ts'
import { readKeyPair } from '../../src/documents/key-pair.ts'
import { kindOf } from '../../src/gateway/kinds.ts'
import type { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import type { Surroundings } from '../../src/gateway/surroundings.ts'
import { cluster } from '../gateway/objects.ts'

/** The states were made within this year, with certificates that hold for decades and some that ended long ago. */
export const NOW = Date.parse('2026-06-01T00:00:00Z')

/** A state as a cluster of files holds it: with the defaults of the CRDs, and Secrets decoded. */
export function clusterOf(objects: readonly unknown[]): { view: ObjectStore; around: Surroundings } {
  const held: AnyObject[] = []
  const others = new Set<string>()
  const namespaces = new Set<string>()
  for (const raw of objects as readonly UntypedObject[]) {
    const converted = clusterObject(raw)
    if ('problem' in converted) throw new Error(`${raw.kind} ${raw.metadata.name} ${converted.problem}`)
    if (raw.metadata.namespace) namespaces.add(raw.metadata.namespace)
    if ('object' in converted) held.push(converted.object)
    else others.add(nameOf(raw.apiVersion.replace(/\/?[^/]*$/, ''), raw.kind, raw.metadata.namespace, raw.metadata.name))
  }
  for (const { kind, metadata } of held) if (kind === 'Namespace') namespaces.delete(metadata.name)
  return {
    view: cluster(...held, ...[...namespaces].map(impliedNamespace)),
    around: {
      now: NOW,
      readKeyPair,
      exists: (group, kind, namespace, name) => kindOf(`${group}/v1`, kind) !== undefined || others.has(nameOf(group, kind, namespace, name)),
    },
  }
}

function nameOf(group: string, kind: string, namespace: string | undefined, name: string): string {
  return `${group}/${kind}/${namespace ?? ''}/${name}`
}
