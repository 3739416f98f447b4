import { describe, expect, it } from 'vitest'
import { noMatchingHostname } from '../../src/rules/parent/no-matching-hostname.ts'
import { gateway } from '../gateway/objects.ts'
import { atParents, bare, ENVOY } from './parents.ts'

const EDGE = bare({
  listeners: [
    { name: 'wild', port: 80, protocol: 'HTTP', hostname: '*.shop.example' },
    { name: 'exact', port: 80, protocol: 'HTTP', hostname: 'pay.example' },
    { name: 'any', port: 81, protocol: 'HTTP' },
  ],
})
const at = (hostnames: string[] | undefined, ...sections: string[]) =>
  atParents(
    noMatchingHostname,
    sections.map((sectionName) => ({ name: 'edge', sectionName })),
    [EDGE],
    hostnames && { hostnames },
  )

describe('no-matching-hostname', () => {
  it('tells what each parent serves instead', () => {
    const NO = '(Accepted=False/NoMatchingListenerHostname)'
    expect(
      at(['shop.example', 'x.pay.example'], 'wild', 'exact').map(({ class: of, whole, path, message, hint }) => [of, whole, path, message, hint]),
    ).toEqual([
      [
        'contradiction',
        true,
        'spec.parentRefs[0]',
        `none of its hostnames (shop.example and x.pay.example) fits what Gateway "edge" serves here: "wild" (HTTP, port 80, hostname *.shop.example) ${NO}`,
        'use a hostname that fits *.shop.example, or attach to another listener',
      ],
      [
        'contradiction',
        true,
        'spec.parentRefs[1]',
        `none of its hostnames (shop.example and x.pay.example) fits what Gateway "edge" serves here: "exact" (HTTP, port 80, hostname pay.example) ${NO}`,
        'use a hostname that fits pay.example, or attach to another listener',
      ],
    ])
  })

  it.each<[string[] | undefined, string]>([
    [['a.b.shop.example', 'other.example'], 'wild'],
    [['*.example'], 'exact'],
    [['other.example'], 'any'],
    [undefined, 'exact'],
    [[], 'wild'],
  ])('finds nothing in %o at "%s"', (hostnames, section) => {
    expect(at(hostnames, section)).toEqual([])
  })

  it('tells of hostnames that a controller gives to another listener, and refuses nothing for it', () => {
    const edge = gateway({
      className: 'envoy',
      listeners: ['wild HTTP 80 *.shop.example', 'exact HTTP 80 www.shop.example', 'far HTTP 81 *.shop.example'],
    })
    const refs = [{ name: 'edge', sectionName: 'wild' }]
    const said = (...more: unknown[]) => atParents(noMatchingHostname, [...refs, ...more], [ENVOY, edge], { hostnames: ['www.shop.example'] })
    expect(said().map(({ whole, message }) => [whole, message])).toEqual([
      [
        false,
        'other listeners of Gateway "edge" on the same port have its hostnames (www.shop.example) for themselves, and not "wild" (HTTP, port 80, hostname *.shop.example) (Accepted=False/NoMatchingListenerHostname)',
      ],
    ])
    expect(said({ name: 'edge', sectionName: 'far' })).toMatchObject([{ path: 'spec.parentRefs[0]' }])
  })
})
