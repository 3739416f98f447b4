import { routeExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { backendsWith, roleWords, serviceAt, silence, targetWords } from '../rule-facts.ts'
import { aKind } from '../words.ts'

const example = (protocol: string) => `apiVersion: v1
kind: Service
metadata: { name: names, namespace: default }
spec: { ports: [{ port: 53, protocol: ${protocol} }] }
---
${routeExample(`  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ name: names, port: 53 }]`)}`

/** Ports of a Service that are there, though not in the protocol that the route speaks. */
export const backendPortProtocol: Rule = {
  id: 'backend-port-protocol',
  class: 'contradiction',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'XTelemetryPolicy'],
  about: 'backends',
  docs: () => ({
    summary: 'The port of a backend is UDP where what is sent is TCP, or the other way round.',
    why: 'Nothing answers there. The specification leaves the outcome open, and most controllers report that all references resolve.',
    fix: 'Name a port of the right protocol, or use the other kind of route.',
    source: 'TCPRoute, UDPRoute (apis/v1); gateway-api.md 2.8, B-L4; validate.go:232 of Envoy Gateway',
    bad: example('UDP'),
    good: example('TCP'),
    partOnly: true,
  }),
  check(prediction) {
    return backendsWith(prediction, 'protocol', (trouble, use) => {
      const { wanted, has, offered } = trouble
      const fitting = offered.filter(({ protocol }) => protocol === wanted).map(({ port }) => port)
      const { kind } = use.reference.from
      const other = kind === 'TCPRoute' && has === 'UDP' ? 'a UDPRoute' : kind === 'UDPRoute' && has === 'TCP' ? 'a TCPRoute' : undefined
      return {
        message: `port ${use.port} of ${roleWords(use)} ${targetWords(use)} is ${has}, and ${aKind(kind)} needs ${wanted}: nothing answers${silence(trouble)}`,
        hint:
          fitting.length > 0
            ? `write port ${fitting.join(' or ')}`
            : `add port ${use.port} with protocol ${wanted} to the Service${other ? `, or use ${other}` : ''}`,
        restsOn: [serviceAt(use, 'found')],
      }
    })
  },
}
