import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { missingExtension } from '../../src/rules/filter/missing-extension.ts'
import { cluster, gateway, KONG, route } from '../gateway/objects.ts'
import { ENVOY, inRules, service, told } from './backends.ts'

const others = [service('shop', ['80'])]
const extension = (group: string, kind: string, name: string) => ({ type: 'ExtensionRef', extensionRef: { group, kind, name } })
const OWN = extension('gateway.envoyproxy.io', 'HTTPRouteFilter', 'limit')
const FOREIGN = extension('example.com', 'RateLimit', 'limit')
const backend = { name: 'shop', port: 80, filters: [extension('', 'ConfigMap', 'limit')] }

/** With what files have of other kinds: `GROUP/KIND/NAME`. */
const among = (names: readonly string[], rules: readonly unknown[], className = ENVOY) => {
  const object = route({ rules }) as unknown as AnyObject
  const view = cluster(className, gateway({ className: className.metadata.name, listeners: ['web HTTP 80'] }), ...others, object)
  const exists = (group: string, kind: string, _: string | undefined, name: string) => names.includes(`${group}/${kind}/${name}`)
  return evaluate({ kind: 'HTTPRoute', object, before: undefined }, view, implementationsFrom(['envoy-gateway@1.9']), [missingExtension], { exists })
    .findings
}

describe('missing-extension', () => {
  it('tells each of a kind that the controller does not take, in rules and in backends', () => {
    const findings = inRules(missingExtension, [{ filters: [OWN, FOREIGN], backendRefs: [backend] }], { others })
    expect(told(findings)).toEqual([
      'spec.rules[0].backendRefs[0].filters[0]: the filter ConfigMap "limit" is of no kind that Envoy Gateway 1.9 takes for one (ResolvedRefs=False/UnsupportedRefValue)',
      'spec.rules[0].filters[1]: the filter RateLimit "limit" of group example.com is of no kind that Envoy Gateway 1.9 takes for one (Accepted=False/UnsupportedValue)',
    ])
    expect(findings[0]).toMatchObject({ class: 'absent', hint: 'name gateway.envoyproxy.io/HTTPRouteFilter, or drop the filter' })
  })

  it('tells each that is absent, where that is known', () => {
    const rules = [{ filters: [OWN] }, { filters: [extension('gateway.envoyproxy.io', 'HTTPRouteFilter', 'other')] }]
    for (const one of among([], rules)) expect(one).toMatchObject({ class: 'absent', atMost: 'warn' })
    expect(told(among(['gateway.envoyproxy.io/HTTPRouteFilter/limit'], rules))).toEqual([
      'spec.rules[1].filters[0]: the filter HTTPRouteFilter "other" of group gateway.envoyproxy.io does not exist in namespace "default" (ResolvedRefs=False/UnsupportedValue)',
    ])
    expect(inRules(missingExtension, rules, { others })).toEqual([])
  })

  it('knows the kinds of others', () => {
    const plugin = extension('configuration.konghq.com', 'KongPlugin', 'limit')
    expect(told(inRules(missingExtension, [{ filters: [plugin, FOREIGN] }], { className: KONG, entries: ['kic@3.5'] }))).toEqual([
      expect.stringMatching(
        /^spec.rules\[0\].filters\[1\]: the filter RateLimit "limit" of group example.com is of no kind that Kong Ingress Controller 3.5 takes/,
      ),
    ])
  })
})
