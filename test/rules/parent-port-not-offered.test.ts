import { describe, expect, it } from 'vitest'
import { parentPortNotOffered } from '../../src/rules/parent/parent-port-not-offered.ts'
import { atParents } from './parents.ts'

const service = (name: string, ports: unknown[]) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec: { ports } })
const world = [service('shop', [{ port: 80 }, { port: 9000 }]), service('none', [])]
const ref = (name: string, port?: number) => ({ group: '', kind: 'Service', name, ...(port && { port }) })

describe('parent-port-not-offered', () => {
  it('tells each port that a Service does not have, and refuses nothing', () => {
    const refs = [ref('shop', 80), ref('shop', 81), ref('shop', 9001), ref('none', 80)]
    expect(atParents(parentPortNotOffered, refs, world).map(({ whole, path, message, hint }) => [whole, path, message, hint])).toEqual([
      [
        false,
        'spec.parentRefs[1].port',
        'Service "shop" has no port 81: the route concerns no traffic there, and most meshes accept it all the same',
        'write one of its ports (80, 9000), or leave port out for all of them',
      ],
      [false, 'spec.parentRefs[2].port', expect.stringContaining('has no port 9001'), expect.any(String)],
      [false, 'spec.parentRefs[3].port', expect.stringContaining('Service "none" has no port 80'), 'leave port out: the Service has none'],
    ])
  })

  it.each([[ref('shop')], [ref('shop', 9000)], [ref('gone', 80)], [{ ...ref('shop', 81), group: 'multicluster.x-k8s.io', kind: 'ServiceImport' }]])(
    'finds nothing in %o',
    (parent) => {
      expect(atParents(parentPortNotOffered, [parent], world)).toEqual([])
    },
  )
})
