import type { DefaultGateways } from '../../prediction/default-gateways.ts'
import { ENVOY_CLASS } from '../examples.ts'
import { attached, httpEdge, RULES_TO_SHOP } from '../parent-examples.ts'
import { ROUTES } from '../parents.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (gateway: string) => attached(`${ENVOY_CLASS}${httpEdge('envoy')}${gateway}`, `  useDefaultGateways: All\n${RULES_TO_SHOP}`)

/** Routes that rely on default Gateways where there is none. */
export const defaultGatewayMissing: Rule = {
  id: 'default-gateway-missing',
  class: 'absent',
  kinds: ROUTES,
  about: 'parents',
  docs: () => ({
    summary: 'A route that asks for default Gateways of a scope (experimental) that no Gateway has.',
    why: 'Without a default Gateway the field is as good as unset: the route attaches to its parentRefs only, or nowhere, and nobody writes a status for the rest. Where there is one, whether its controller implements this is not looked at.',
    fix: 'Set `defaultScope` on the Gateway that should take such routes, or name a Gateway in `parentRefs`.',
    source:
      'CommonRouteSpec.UseDefaultGateways (apis/v1/shared_types.go), GatewaySpec.DefaultScope (apis/v1/gateway_types.go), GEP-3793, "Behavior with No Default Gateway"; gateway-api.md 2.5, R-DEFAULT',
    bad: example(''),
    good: example('  defaultScope: All\n'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Route' || !prediction.defaultGateways) return []
    const { defaultGateways: asked, parentFacts } = prediction
    const lack = lackWords(asked)
    if (!lack) return []
    const named = parentFacts.length > 0
    const scope = excerpt(asked.scope)
    return [
      {
        // A Gateway of any namespace may be one: a live read would have to list them all, which has no bound, and so nothing confirms a refusal.
        atMost: 'warn',
        whole: !named,
        path: 'spec.useDefaultGateways',
        key: '',
        message: `${lack}: the route ${asked.state === 'leaving' ? 'will attach' : 'attaches'} ${named ? 'to its parentRefs at most' : 'nowhere'}, and no status would say so`,
        hint: `set defaultScope: ${scope} on the Gateway that should take it, ${named ? 'or leave useDefaultGateways out' : 'or name that Gateway in parentRefs'}`,
      },
    ]
  },
}

function lackWords({ scope, state }: DefaultGateways): string | undefined {
  if (state === 'absent') return `no Gateway has defaultScope: ${excerpt(scope)}`
  return state === 'leaving' ? `every Gateway that has defaultScope: ${excerpt(scope)} is being deleted` : undefined
}
