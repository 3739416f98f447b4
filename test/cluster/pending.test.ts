import { describe, expect, it } from 'vitest'
import { PendingObjects } from '../../src/cluster/pending.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import { cluster, gateway } from '../gateway/objects.ts'

const asObject = (object: UntypedObject) => object as unknown as AnyObject
const versioned = (object: UntypedObject, resourceVersion: string) => ({ ...object, metadata: { ...object.metadata, resourceVersion } })
const claim = (name: string) => ({ kind: 'Gateway', namespace: 'default', name }) as const

function pendingOver(...held: readonly UntypedObject[]) {
  const clock = { now: 0 }
  const store = cluster(...held)
  const pending = new PendingObjects(store, () => clock.now)
  const names = () => {
    const listing = pending.view.gatewaysOfClass('kong')
    return listing.state === 'known' ? listing.items.map(({ metadata }) => metadata.name).sort() : listing.state
  }
  const see = (object: UntypedObject) => store.put('Gateway', asObject(object))
  return { clock, store, pending, names, see }
}

describe('an object that was admitted', () => {
  it('counts as there, by name and in every list, until the store shows it', async () => {
    const { pending, names, see } = pendingOver(gateway({ name: 'old' }))
    const seen: string[] = []
    pending.add('Gateway', asObject(gateway({ name: 'a' })), 100, () => seen.push('a'))
    expect(names()).toEqual(['a', 'old'])
    pending.add('Gateway', asObject(gateway({ name: 'b' })), 100, () => seen.push('b'))
    expect(names()).toEqual(['a', 'b', 'old'])
    expect(pending.view.get('Gateway', 'default', 'a')).toMatchObject({ state: 'found' })
    const over = pending.of(claim('a'))?.over
    see(versioned(gateway({ name: 'a' }), '5'))
    await over
    expect(names()).toEqual(['a', 'b', 'old'])
    expect([pending.size, seen, pending.of(claim('a')), pending.of(claim('b'))?.deadline]).toEqual([1, ['a'], undefined, 100])
  })

  it('counts as a default Gateway, and as none any more', () => {
    const { pending } = pendingOver(gateway({ name: 'old', spec: { defaultScope: 'All' } }))
    const inScope = () => {
      const listing = pending.view.defaultGateways('All')
      return listing.state === 'known' && listing.items.map(({ metadata }) => metadata.name).sort()
    }
    pending.add('Gateway', asObject(gateway({ name: 'new', spec: { defaultScope: 'All' } })), 100)
    expect(inScope()).toEqual(['new', 'old'])
    pending.add('Gateway', asObject(gateway({ name: 'old' })), 100)
    expect(inScope()).toEqual(['new'])
  })

  it('is not seen in what it was changed from, or in what is older', () => {
    const before = versioned(gateway({ name: 'a', listeners: ['x HTTP 80'] }), '99')
    const { pending, see } = pendingOver(before)
    pending.add('Gateway', asObject(versioned(gateway({ name: 'a', listeners: ['x HTTP 81'] }), '99')), 100)
    const port = () => {
      const found = pending.view.get('Gateway', 'default', 'a')
      return found.state === 'found' && found.object.spec.listeners[0]?.port
    }
    for (const version of ['99', '98']) see({ ...before, metadata: { ...before.metadata, resourceVersion: version } })
    expect([port(), pending.size]).toEqual([81, 1])
    see(versioned(gateway({ name: 'a', listeners: ['x HTTP 82'] }), '100'))
    expect([port(), pending.size]).toEqual([82, 0])
  })

  it('is given up after 30 s, or when it is disproved', () => {
    const { clock, pending, names } = pendingOver()
    pending.add('Gateway', asObject(gateway({ name: 'a' })), 100)
    clock.now = 10_000
    pending.add('Gateway', asObject(gateway({ name: 'b' })), 10_100)
    pending.add('Gateway', asObject(gateway({ name: 'c' })), 10_100)
    pending.disprove(claim('b'))
    expect(names()).toEqual(['a', 'c'])
    clock.now = 30_000
    expect(names()).toEqual(['c'])
    clock.now = 40_000
    expect([names(), pending.size]).toEqual([[], 0])
  })

  it('that is admitted again begins anew', () => {
    const { clock, pending, names } = pendingOver()
    pending.add('Gateway', asObject(gateway({ name: 'a' })), 100)
    clock.now = 20_000
    pending.add('Gateway', asObject(gateway({ name: 'a', className: 'other' })), 20_100)
    expect(names()).toEqual([])
    clock.now = 35_000
    expect(pending.of(claim('a'))?.deadline).toBe(20_100)
  })

  it('of a kind that no view holds is no matter, and there are at most 10,000', () => {
    const { pending } = pendingOver()
    pending.add('XBackend', asObject({ apiVersion: 'x/v1', kind: 'XBackend', metadata: { name: 'b', namespace: 'default' } }), 100)
    expect(pending.size).toBe(0)
    for (let n = 0; n < 10_001; n++) pending.add('Gateway', asObject(gateway({ name: `g${n}` })), 100)
    expect(pending.size).toBe(10_000)
    expect(pending.of(claim('g0'))).toBeUndefined()
    expect(pending.of(claim('g10000'))).toBeDefined()
  })

  it('is not waited for where nothing changes that a verdict rests on, and is one entry where it is admitted again', () => {
    const born = (object: UntypedObject) => ({ ...object, metadata: { ...object.metadata, uid: `uid-${object.metadata.name}` } })
    const { pending, names } = pendingOver(born(versioned(gateway({ name: 'a' }), '5')))
    const finalized = born(versioned(gateway({ name: 'a' }), '5'))
    pending.add('Gateway', asObject({ ...finalized, metadata: { ...finalized.metadata, finalizers: ['x'] } } as UntypedObject), 100)
    expect(pending.size).toBe(0)
    // Another object of the name is not the one that is held.
    pending.add('Gateway', asObject(gateway({ name: 'a' })), 100)
    pending.add('Gateway', asObject(born(gateway({ name: 'b' }))), 100)
    pending.add('Gateway', asObject(born(versioned(gateway({ name: 'b' }), '7'))), 200)
    expect([pending.size, names(), pending.of(claim('b'))?.deadline]).toEqual([2, ['a', 'b'], 200])
    pending.disprove(claim('b'))
    expect(names()).toEqual(['a'])
  })
})
