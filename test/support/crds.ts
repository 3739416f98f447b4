import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dump, loadAll } from 'js-yaml'
import type { ControlPlane } from './control-plane/start.ts'
import { CHECKOUT } from './serve.ts'

/** The bundles in test/data/crds. */
export type Bundle = `v1.${0 | 7}.0-${'standard' | 'experimental'}`

interface Crd {
  readonly kind: string
  readonly metadata: { readonly name: string }
}

/** Applies the Gateway API's CRDs, all or those that `wanted` picks by name (`httproutes.gateway.networking.k8s.io`), and waits until they are served. */
export async function applyCrds({ kubectl }: ControlPlane, bundle: Bundle, wanted: (name: string) => boolean = () => true): Promise<void> {
  const text = await readFile(join(CHECKOUT, 'test', 'data', 'crds', `gateway-api-${bundle}.yaml`), 'utf8')
  const objects = (loadAll(text) as (Crd | null)[]).filter((object) => object !== null)
  const crds = objects.filter(({ kind, metadata }) => kind === 'CustomResourceDefinition' && wanted(metadata.name))
  if (crds.length === 0) throw new Error(`${bundle}: no CRD is wanted of ${objects.map(({ metadata }) => metadata.name).join(', ')}`)
  await kubectl.apply(crds.map((crd) => dump(crd)).join('---\n'))
  await kubectl.must(['wait', '--for=condition=Established', '--timeout=60s', ...crds.map(({ metadata }) => `crd/${metadata.name}`)])
}
