import { describe, expect, it } from 'vitest'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { statusReader } from '../../src/prediction/status.ts'
import { cluster, gateway, gatewayClass, route } from '../gateway/objects.ts'
import { ENVOY } from '../rules/backends.ts'
import { bad } from './statuses.ts'

const redirect = (statusCode: number) => ({ filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: 'a.example', statusCode } }] })
const mirror = { filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'shop', port: 80 } } }] }
const shop = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop', namespace: 'default' }, spec: { ports: [{ port: 80 }] } }
const BARE = gatewayClass('bare', 'example.com/x')

function written(rules: readonly unknown[], features: readonly string[] | undefined, className = BARE): string[] {
  const published = { ...className, ...(features && { status: { supportedFeatures: features.map((name) => ({ name })) } }) }
  const object = route({ rules }) as unknown as AnyObject
  const view = cluster(published, shop, gateway({ className: className.metadata.name, listeners: ['web HTTP 80'] }), object)
  const status = statusReader(view, implementationsFrom(['gateway-api@1.7', 'envoy-gateway@1.9'])).of('HTTPRoute', object)
  return (status?.parents ?? []).flatMap(({ conditions }) => bad(conditions))
}

describe('the features that a class publishes', () => {
  it.each<[string, readonly unknown[], readonly string[] | undefined, string[]]>([
    ['none published is all', [redirect(307), mirror], undefined, []],
    ['an empty list is none published', [redirect(307), mirror], [], []],
    ['what is published works', [redirect(307), mirror], ['HTTPRoute307RedirectStatusCode', 'HTTPRouteRequestMirror'], []],
    ['what is not refuses its rule', [redirect(307), mirror], ['HTTPRouteRequestMirror'], ['PartiallyInvalid=True/UnsupportedValue']],
    ['or the route', [redirect(307), redirect(308)], ['HTTPRouteRequestMirror'], ['Accepted=False/UnsupportedValue']],
    ['301 needs no feature', [redirect(301), mirror], ['HTTPRouteRequestMirror'], []],
  ])('%s', (_, rules, features, expected) => expect(written(rules, features)).toEqual(expected))

  it('count only where the controller asks its class', () => {
    expect(written([redirect(307)], ['HTTPRoute'], ENVOY)).toEqual([])
  })
})
