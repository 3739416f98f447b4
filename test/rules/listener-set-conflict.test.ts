import { describe, expect, it } from 'vitest'
import { listenerSetConflict } from '../../src/rules/parent/listener-set-conflict.ts'
import { foundBy } from './found.ts'
import { bare, CLASS, listenerSet, SPEC } from './parents.ts'

const http = (name: string, port: number, hostname?: string) => ({ name, port, protocol: 'HTTP', ...(hostname && { hostname }) })
const EDGE = bare({ listeners: [http('web', 80), http('api', 80, 'api.example')], allowedListeners: { namespaces: { from: 'All' } } })
const set = (...listeners: unknown[]) => listenerSet({ listeners }, { created: '2026-02-01T00:00:00Z' })
const older = (namespace: string) =>
  listenerSet(
    { parentRef: { name: 'edge', namespace: 'default' }, listeners: [http('theirs', 8080)] },
    { name: 'older', namespace, created: '2026-01-01T00:00:00Z' },
  )
const said = (object: ReturnType<typeof set>, ...others: ReturnType<typeof set>[]) =>
  foundBy(listenerSetConflict, object, [CLASS, EDGE, ...others], SPEC).map(({ whole, path, message }) => [whole, path, message])

describe('listener-set-conflict', () => {
  it('tells each listener that loses to the Gateway', () => {
    const raw = { name: 'raw', port: 80, protocol: 'TCP' }
    expect(said(set(http('a', 80), http('b', 81), http('c', 80, 'api.example'), http('d', 80, 'd.example'), raw))).toEqual([
      [
        false,
        'spec.listeners[0]',
        'listener "a" (HTTP, port 80) loses to "web" (HTTP, port 80) of Gateway "edge", and is not served (Conflicted=True/HostnameConflict)',
      ],
      [
        false,
        'spec.listeners[2]',
        'listener "c" (HTTP, port 80, hostname api.example) loses to "api" (HTTP, port 80, hostname api.example) of Gateway "edge", and is not served (Conflicted=True/HostnameConflict)',
      ],
      [
        false,
        'spec.listeners[4]',
        'listener "raw" (TCP, port 80) loses to "web" (HTTP, port 80) of Gateway "edge", and is not served (Conflicted=True/ProtocolConflict)',
      ],
    ])
  })

  it('says so when all lose', () => {
    const rest = '; so do all others, and the ListenerSet is refused (Accepted=False/ListenersNotValid)'
    expect(said(set(http('a', 80), http('b', 80, 'api.example')))).toEqual([
      [true, 'spec.listeners[0]', expect.stringContaining(rest)],
      [true, 'spec.listeners[1]', expect.stringContaining(rest)],
    ])
  })

  it('names an older ListenerSet near by, and none elsewhere', () => {
    const mine = set(http('a', 8080), http('b', 81))
    expect(said(mine, older('default'))).toEqual([
      [
        false,
        'spec.listeners[0]',
        'listener "a" (HTTP, port 8080) loses to "theirs" (HTTP, port 8080) of ListenerSet "older", which comes before it, and is not served (Conflicted=True/HostnameConflict)',
      ],
    ])
    expect(said(mine, older('hidden'))).toEqual([
      [
        false,
        'spec.listeners[0]',
        'listener "a" (HTTP, port 8080) loses to a ListenerSet in another namespace that comes before it, and is not served (Conflicted=True/HostnameConflict)',
      ],
    ])
  })

  it('finds nothing in the older one, nor in one that is not let in', () => {
    const mine = set(http('a', 8080))
    expect(foundBy(listenerSetConflict, older('default'), [CLASS, EDGE, mine], SPEC)).toEqual([])
    const closed = bare({ listeners: [http('web', 80)] })
    expect(foundBy(listenerSetConflict, set(http('a', 80), http('b', 80)), [CLASS, closed], SPEC)).toEqual([])
  })
})
