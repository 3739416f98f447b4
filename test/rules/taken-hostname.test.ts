import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { takenHostname } from '../../src/rules/route/taken-hostname.ts'
import { born, contested } from './contests.ts'
import { paths } from './places.ts'

const listeners = ['tls TLS 443', 'more TLS 8443']
const found = (spec: Record<string, unknown>, others: readonly UntypedObject[]) =>
  contested(takenHostname, { rules: [{}], ...spec }, others, { listeners, kind: 'TLSRoute' })
const tls = (spec: Record<string, unknown>, name = 'old', day = 1) => born({ rules: [{}], ...spec }, { kind: 'TLSRoute', name, day })

describe('taken-hostname', () => {
  it('names each hostname that an older TLSRoute has on the listener', () => {
    const others = [tls({ hostnames: ['b.example', 'c.example'] }), tls({ hostnames: ['a.example'] }, 'second', 2)]
    const findings = found({ hostnames: ['a.example', 'x.example', 'B.example'] }, others)
    expect(paths(findings)).toEqual(['spec.hostnames[0]', 'spec.hostnames[2]'])
    expect(findings[0]).toMatchObject({
      class: 'loser',
      message:
        'TLSRoute "second" is older and has this hostname on listeners "more" and "tls" for a.example: it gets the connections, and no status says so',
    })
  })

  it('a route without hostnames loses at its parent', () => {
    expect(paths(found({}, [tls({})]))).toEqual(['spec.parentRefs[0]'])
  })

  it('not to a younger one, to a wildcard, or on another listener', () => {
    const at = (sectionName: string) => [{ name: 'edge', sectionName }]
    expect(found({ hostnames: ['a.example'] }, [tls({ hostnames: ['a.example'] }, 'young', 6), tls({ hostnames: ['*.example'] })])).toEqual([])
    expect(found({ hostnames: ['a.example'], parentRefs: at('tls') }, [tls({ hostnames: ['a.example'], parentRefs: at('more') })])).toEqual([])
  })
})
