import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { outrankedHostname } from '../../src/rules/route/outranked-hostname.ts'
import { BARE, born, contested, path, rules } from './contests.ts'
import { foundBy } from './found.ts'
import { paths } from './places.ts'

const listeners = ['web HTTP 80 a.shop.example', 'tls TLS 443 a.shop.example', 'open HTTP 81']
const found = (hostname: string, matches: unknown[][], others: readonly UntypedObject[], more = {}) =>
  contested(outrankedHostname, { hostnames: [hostname], ...rules(...matches) }, others, { listeners, entry: 'gateway-api@1.7', ...more })
const younger = (hostname: string, ...matches: unknown[][]) => born({ hostnames: [hostname], ...rules(...matches) }, { name: 'young', day: 9 })

describe('outranked-hostname', () => {
  it('a longer hostname takes a match that it has as well, or all where it has a match for everything', () => {
    expect(found('*.example', [[path('/a')], [path('/b')]], [younger('*.shop.example', [path('/b')])])).toMatchObject([
      {
        class: 'loser',
        path: 'spec.rules[1].matches[0]',
        message:
          'HTTPRoute "young" writes a longer hostname and takes whatever this match matches on listener "web" for a.shop.example: there it comes first, whatever its age, and no status says so',
      },
    ])
    expect(paths(found('*.example', [[path('/a')], [path('/b')]], [younger('a.shop.example', [path('/')])]))).toEqual([
      'spec.rules[0].matches[0]',
      'spec.rules[1].matches[0]',
    ])
  })

  it('not a shorter one, nor an equal one, nor one that matches less', () => {
    const others = [younger('*.example', [path('/')]), younger('*.shop.example', [path('/a/b')], [path('/', { method: 'GET' })])]
    expect(found('*.shop.example', [[path('/a')]], others)).toEqual([])
  })

  it('of TLSRoutes likewise', () => {
    const others = [born({ hostnames: ['a.shop.example'], rules: [{}] }, { kind: 'TLSRoute', name: 'young', day: 9 })]
    expect(found('*.example', [[]], others, { kind: 'TLSRoute' })).toMatchObject([
      { path: 'spec.hostnames[0]', message: expect.stringContaining('connections') },
    ])
  })

  it('only where the version or the class says so, and the class is believed', () => {
    const others = [younger('a.shop.example', [path('/')])]
    expect(found('*.example', [[path('/')]], others, { entry: 'gateway-api@1.6' })).toEqual([])
    const features = (...names: string[]) => ({ ...BARE, status: { supportedFeatures: names.map((name) => ({ name })) } })
    expect(found('*.example', [[path('/')]], [...others, features('HTTPRoute')])).toEqual([])
    const published = [...others, features('GatewayRouteHostnameIntersectionPrecedence')]
    expect(found('*.example', [[path('/')]], published, { entry: 'gateway-api@1.6' })).toHaveLength(1)
    expect(foundBy(outrankedHostname, others[0] as UntypedObject, [])).toEqual([])
  })
})
