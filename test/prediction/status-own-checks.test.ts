import { describe, expect, it } from 'vitest'
import { at, BACKENDS, cert, gateway, HTTP, KUMA, listener, ROUTE_TO, route, secret, service, written } from './kuma-objects.ts'

describe('a Gateway that its controller stops over gets no status', () => {
  const https = (name: string, tls: string, host = `${name}.com`) => listener(name, 'HTTPS', 443, `hostname: ${host}, ${tls}`)
  const OK = gateway([HTTP], at('fine'))

  it.each<[string, string]>([
    ['HTTPS without tls', gateway([HTTP, https('a', ''), https('b', '')])],
    ['HTTPS without certificates', gateway([HTTP, https('a', 'tls: {options: {x: y}}')])],
    ['three certificates', secret('c') + secret('d') + secret('e') + gateway([https('a', cert('name: c', 'name: d', 'name: e'))])],
    [
      'a class whose parameters have a namespace',
      gateway([HTTP], at('gw'), 'with') +
        `{kind: GatewayClass, metadata: {name: with}, spec: {controllerName: ${KUMA}, parametersRef: {group: kuma.io, kind: MeshGatewayConfig, name: m, namespace: n}}}\n---\n`,
    ],
  ])('%s', (_, text) => {
    expect(written(text + OK)).toEqual(['Gateway infra/fine'])
  })

  it('routes are accepted by it all the same', () => {
    const refused = gateway([listener('a', 'HTTPS', 443, 'hostname: a.com'), listener('b', 'HTTPS', 444)])
    expect(written(refused + service('web') + route([BACKENDS]))).toEqual(['HTTPRoute infra/r'])
  })

  it('two certificates, one that is bad and a listener in conflict do no harm', () => {
    const texts = [
      https('a', cert('name: c', 'name: d')),
      https('b', cert('name: c', 'name: d', 'name: absent')),
      listener('c', 'HTTPS', 80, ''),
      listener('d', 'HTTP', 80),
    ]
    expect(written(secret('c') + secret('d') + gateway(texts))).toEqual(['Gateway infra/gw'])
  })

  describe('a Secret outside the system namespace', () => {
    const text =
      secret('c') +
      secret('s', 'kuma-system') +
      gateway([HTTP, https('a', cert('name: c'))], at('outside')) +
      gateway([HTTP, https('a', cert('name: absent')), https('b', cert('name: c'))], at('absent')) +
      gateway([https('a', cert('name: c, kind: Bundle, group: x.io', 'name: c'))], at('of-no-kind')) +
      gateway([https('a', cert('name: s, namespace: kuma-system', 'name: s'))], at('inside', { namespace: 'kuma-system' })) +
      gateway([https('a', cert('name: c')), listener('b', 'HTTP', 443)], at('in-conflict'))

    it.each([
      ['kuma@2.14', ['inside', 'in-conflict', 'of-no-kind']],
      ['kuma@2.7', ['inside', 'in-conflict', 'of-no-kind']],
      ['kuma@2.6', ['absent', 'in-conflict', 'inside', 'of-no-kind', 'outside']],
      ['kuma@2.14,gatewaySecretsInAllNamespaces=true', ['absent', 'in-conflict', 'inside', 'of-no-kind', 'outside']],
    ])('%s: of those that name one, and are not stopped before, there is none', (entry, names) => {
      expect(
        written(text, entry)
          .map((title) => title.replace(/.*\//, ''))
          .sort(),
      ).toEqual([...names].sort())
    })
  })

  describe('a Secret that is copied for one mesh', () => {
    const tls = (...names: string[]) => [https('a', cert(...names.map((name) => `name: ${name}`))), HTTP]
    const other = 'kuma.io/mesh: other'

    it('the later Gateway of another mesh gets none, and holds what it copied before', () => {
      const text =
        secret('c') +
        secret('d') +
        gateway(tls('c'), at('late', { day: 3, annotations: other })) +
        gateway(tls('c'), at('first', { day: 1 })) +
        gateway([https('z', cert('name: d')), ...tls('c')], at('second', { day: 2, annotations: other })) +
        gateway(tls('d'), at('last', { day: 4 })) +
        gateway(tls('c'), at('same', { day: 5 }))
      expect(written(text)).toEqual(['Gateway infra/first', 'Gateway infra/same'])
    })

    it.each([
      ['a label, read from 2.9', at('late', { day: 2, labels: other }), 'kuma@2.14', false],
      ['a label, not read before', at('late', { day: 2, labels: other }), 'kuma@2.8', true],
      ['an annotation', at('late', { day: 2, annotations: other }), 'kuma@2.8', false],
      ['a label over an annotation', at('late', { day: 2, labels: 'kuma.io/mesh: default', annotations: other }), 'kuma@2.14', true],
      ['that of the namespace', at('late', { day: 2, namespace: 'shop' }), 'kuma@2.14', false],
    ])('%s says which mesh', (_, meta, entry, isWritten) => {
      const text =
        secret('c') +
        `{kind: Namespace, metadata: {name: shop, annotations: {${other}}}}\n---\n` +
        '{kind: ReferenceGrant, metadata: {name: g, namespace: infra}, spec: {from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: shop}], to: [{group: "", kind: Secret}]}}\n---\n' +
        gateway(tls('c'), at('first')) +
        gateway([https('a', cert('name: c, namespace: infra')), HTTP], meta)
      expect(written(text, `${entry},gatewaySecretsInAllNamespaces=true`).some((title) => title.endsWith('/late'))).toBe(isWritten)
    })
  })
})

describe('a route that its controller stops over gets no status', () => {
  const filters = (...list: string[]) => `${BACKENDS}, filters: [${list.map((one) => `{${one}}`).join(', ')}]`
  const headers = (modifier: string, which = 'Request') =>
    filters(
      'type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-ok, value: a}]}',
      `type: ${which}HeaderModifier, ${which.toLowerCase()}HeaderModifier: {${modifier}}`,
    )
  const mirror = (namespace: string, name = 'web') =>
    filters(`type: RequestMirror, requestMirror: {backendRef: {name: ${name}, namespace: ${namespace}, port: 80}}`)
  const rewrite = (hostname: string) => filters(`type: URLRewrite, urlRewrite: {hostname: ${hostname}}`)
  const redirect = (hostname: string) => `filters: [{type: RequestRedirect, requestRedirect: {hostname: ${hostname}}}]`
  const selector = (text: string) =>
    gateway([HTTP, listener('odd', 'HTTP', 81, `hostname: odd.com, allowedRoutes: {namespaces: {from: Selector, ${text}}}`)])
  const world = gateway([HTTP]) + service('web') + service('web', '', 'shop')
  const TO_SERVICE = 'parentRefs: [{group: "", kind: Service, name: web}]'
  const TO_BOTH = 'parentRefs: [{name: gw}, {group: "", kind: Service, name: web}]'
  const OK = route([BACKENDS], ROUTE_TO, at('fine'))

  it.each<[string, string, boolean]>([
    ['a header that is set and added', route([BACKENDS, headers('set: [{name: X-A, value: a}], add: [{name: x-a, value: b}]')]), false],
    ['two headers that differ by case', route([headers('add: [{name: x-a, value: a}, {name: X-A, value: b}]', 'Response')]), false],
    ['a header that is set and removed', route([headers('set: [{name: X-A, value: a}], remove: [x-a]')]), false],
    ['removed in capitals it is another', route([headers('set: [{name: x-a, value: a}], remove: [X-A]')]), true],
    ['the same header in two filters', route([headers('set: [{name: x-ok, value: b}]', 'Response')]), true],
    ['a hostname that is an address', route([BACKENDS, rewrite('10.0.0.1')]), false],
    ['another that is one', route([redirect('10.0.0.1')]), false],
    ['a hostname that looks like one', route([rewrite('10.0.0.256'), redirect('a.com')]), true],
    ['a rule without backends', route([BACKENDS, 'matches: [{path: {value: /a}}]']), false],
    ['a mirror is no backend', route(['filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}]']), false],
    ['a redirect needs none', route([BACKENDS, redirect('b.com')]), true],
    ['a rule without backends, of a Service', route(['matches: [{path: {value: /a}}]'], TO_SERVICE), true],
    ['a mirror without a grant', route([mirror('infra'), mirror('shop')]), false],
    ['a mirror without a grant, of a Service', route([mirror('shop')], TO_SERVICE), true],
    ['what a Gateway stops takes the Service with it', route([mirror('shop')], TO_BOTH), false],
    ['a parent that does not accept it asks for nothing', route([mirror('shop')], 'parentRefs: [{name: gw, sectionName: absent}]'), true],
  ])('%s', (_, text, isWritten) => {
    expect(written(world + text + OK)).toEqual(['Gateway infra/gw', ...(isWritten ? ['HTTPRoute infra/r'] : []), 'HTTPRoute infra/fine'])
  })

  it.each<[string, string, string, boolean]>([
    ['a selector that cannot be read', 'selector: {matchExpressions: [{key: a, operator: Has}]}', '', false],
    ['where hostnames part before, nobody reads it', 'selector: {matchExpressions: [{key: a, operator: In}]}', ', sectionName: odd', true],
    ['one that is not there is no fault', '', '', true],
  ])('%s', (_, text, more, isWritten) => {
    const one = route([BACKENDS], `hostnames: [a.com], parentRefs: [{name: gw${more}}, {name: gw, sectionName: http}]`)
    expect(written(selector(text) + service('web') + one)).toEqual(['Gateway infra/gw', ...(isWritten ? ['HTTPRoute infra/r'] : [])])
  })

  it.each([
    [250, ['HTTPRoute infra/fine', 'HTTPRoute infra/']],
    [251, ['HTTPRoute infra/fine']],
  ])('names of %i letters together', (together, titles) => {
    const name = 'r'.repeat(together - 'infra'.length * 2 - 'web'.length)
    const text = service('web') + route([BACKENDS], TO_SERVICE, at('fine')) + route([BACKENDS], TO_SERVICE, at(name))
    expect(written(text).map((title) => title.replace(name, ''))).toEqual(titles)
  })
})
