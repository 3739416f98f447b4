import { describe, expect, it } from 'vitest'
import { missingNamespaceSelector } from '../../src/rules/listener/missing-namespace-selector.ts'
import { KONG } from '../gateway/objects.ts'
import { inGateway, inSet, paths } from './places.ts'

const listener = (name: string, namespaces?: unknown) => ({
  name,
  port: 80,
  protocol: 'HTTP',
  ...(namespaces !== undefined && { allowedRoutes: { namespaces } }),
})
const bad = (name: string) => listener(name, { from: 'Selector' })
const fine = [listener('c', { from: 'Selector', selector: {} }), listener('d', { from: 'All' }), listener('e')]

describe('missing-namespace-selector', () => {
  it('denies where every listener is affected', () => {
    const findings = inGateway(missingNamespaceSelector, { listeners: [bad('a'), bad('b')] })
    expect(paths(findings)).toEqual(['spec.listeners[0].allowedRoutes.namespaces', 'spec.listeners[1].allowedRoutes.namespaces'])
    expect(findings.map(({ whole }) => whole)).toEqual([true, true])
    expect(findings[0]).toMatchObject({
      class: 'intrinsic',
      key: 'a',
      message:
        'listener "a" (HTTP, port 80) takes routes of namespaces by a selector and has none: by the specification no route matches, and some controllers admit every namespace',
    })
  })

  it('warns where another listener works, and finds nothing in that one', () => {
    const findings = inGateway(missingNamespaceSelector, { listeners: [...fine, bad('a')] })
    expect(findings).toMatchObject([{ whole: false, path: 'spec.listeners[3].allowedRoutes.namespaces' }])
  })

  it('together with another fault of the rest it is all dead', () => {
    const findings = inGateway(missingNamespaceSelector, { listeners: [bad('a'), { ...listener('b'), protocol: 'http' }] })
    expect(findings).toMatchObject([{ whole: true, path: 'spec.listeners[0].allowedRoutes.namespaces' }])
  })

  it('looks at ListenerSets, and at which of them a Gateway allows', () => {
    expect(paths(inSet(missingNamespaceSelector, [...fine, bad('a')]))).toEqual(['spec.listeners[3].allowedRoutes.namespaces'])
    const spec = { listeners: fine, allowedListeners: { namespaces: { from: 'Selector' } } }
    expect(inGateway(missingNamespaceSelector, spec)).toMatchObject([{ whole: false, path: 'spec.allowedListeners.namespaces' }])
    expect(inGateway(missingNamespaceSelector, { ...spec, allowedListeners: { namespaces: { from: 'Same' } } })).toEqual([])
    // Kong reads no ListenerSets.
    expect(inGateway(missingNamespaceSelector, spec, [], KONG)).toEqual([])
  })
})
