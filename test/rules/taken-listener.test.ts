import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { takenListener } from '../../src/rules/route/taken-listener.ts'
import { born, contested } from './contests.ts'
import { paths } from './places.ts'

const listeners = ['db TCP 5432', 'cache TCP 6379', 'dns UDP 53']
const found = (parentRefs: unknown[], others: readonly UntypedObject[], kind = 'TCPRoute') =>
  contested(takenListener, { parentRefs, rules: [{}] }, others, { listeners, kind })
const old = (parentRefs: unknown[], { name = 'old', day = 1, kind = 'TCPRoute' } = {}) => born({ parentRefs, rules: [{}] }, { kind, name, day })
const edge = (more = {}) => ({ name: 'edge', ...more })

describe('taken-listener', () => {
  it('names the older route, and whether the parent gives anything else', () => {
    expect(found([edge({ sectionName: 'db' })], [old([edge()])])).toMatchObject([
      {
        class: 'loser',
        path: 'spec.parentRefs[0]',
        message:
          'TCPRoute "old" is older and serves on listener "db" too: only the first route of a listener gets traffic, so this one gets none from this parent, and no status says so',
        restsOn: [{ kind: 'TCPRoute', namespace: 'default', name: 'old', state: 'found' }],
      },
    ])
    expect(found([edge()], [old([edge({ port: 6379 })])])[0]?.message).toContain(
      'on listener "cache" too: only the first route of a listener gets traffic, so this one gets none there',
    )
  })

  it.each<[string, unknown[]]>([
    ['no section', [edge()]],
    ['the section', [edge({ sectionName: 'db' })]],
    ['the port', [edge({ port: 5432 })]],
    ['both', [edge({ sectionName: 'db', port: 5432 })]],
  ])('meets one that names %s', (_, parentRefs) => {
    for (const mine of [edge(), edge({ sectionName: 'db' }), edge({ port: 5432 })])
      expect(paths(found([mine], [old(parentRefs)]))).toEqual(['spec.parentRefs[0]'])
  })

  it('each parentRef by itself, and the oldest of several wins', () => {
    const others = [old([edge({ sectionName: 'db' })], { name: 'b', day: 2 }), old([edge({ port: 5432 })], { name: 'a', day: 1 })]
    const findings = found([edge({ sectionName: 'cache' }), edge({ sectionName: 'db' })], others)
    expect(findings.map(({ path, restsOn }) => [path, restsOn[0]?.name])).toEqual([['spec.parentRefs[1]', 'a']])
  })

  it('not to a younger one, on another listener, or of another protocol', () => {
    const others = [old([edge()], { day: 6 }), old([edge({ sectionName: 'cache' })], { name: 'x' }), old([edge()], { kind: 'UDPRoute', name: 'u' })]
    expect(found([edge({ sectionName: 'db' })], others)).toEqual([])
    expect(found([edge()], [old([edge()], { kind: 'UDPRoute' })], 'UDPRoute')).toHaveLength(1)
  })
})
