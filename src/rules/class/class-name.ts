import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (name: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: ${name} }
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
`

/** Names of classes that cannot be part of what a controller generates. */
export const className: Rule = {
  id: 'class-name',
  class: 'odd',
  kinds: ['GatewayClass'],
  docs: () => ({
    summary: 'The name of a GatewayClass is longer than 63 characters, or no label.',
    why: 'Controllers write it into labels and names of what they generate, which may then fail.',
    fix: 'Use at most 63 lower-case letters, digits and hyphens.',
    source: 'RFC 1123; gateway-api.md 2.2, S-NAME-63',
    bad: example('envoy.internal'),
    good: example('envoy-internal'),
  }),
  check(prediction) {
    if (prediction.kind !== 'GatewayClass' || prediction.isNameLabel) return []
    const { name } = prediction.object.metadata
    return [
      {
        path: 'metadata.name',
        key: name,
        message: `the name "${excerpt(name)}" is no label of at most 63 characters: labels and objects that a controller makes of it may be refused`,
        hint: 'use at most 63 lower-case letters, digits and hyphens',
      },
    ]
  },
}
