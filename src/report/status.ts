import { dump } from 'js-yaml'
import { GATEWAY_GROUP } from '../gateway/kinds.ts'
import type { ListenerStatus, ObjectStatus } from '../prediction/status.ts'

/** A predicted status with the apiVersion that its object is written in. */
export interface Predicted {
  readonly apiVersion: string
  readonly status: ObjectStatus
}

/** The objects with their status as `kubectl get -o yaml` shows them, one document each; nothing where nothing is predicted. */
export function statusYaml(predicted: readonly Predicted[]): string {
  return predicted.map((one) => dump(kubernetesObject(one), { lineWidth: -1, noRefs: true })).join('---\n')
}

/** The same as one List. */
export function statusJson(predicted: readonly Predicted[]): string {
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: predicted.map(kubernetesObject) }, undefined, 2)}\n`
}

/** One line for a cluster: what its controllers would write, entry by entry. */
export function statusLine(file: string, predicted: readonly Predicted[]): string {
  return `${JSON.stringify({ file, status: predicted.map(({ status }) => status) })}\n`
}

function kubernetesObject({ apiVersion, status }: Predicted): unknown {
  const { kind, namespace, name, conditions, listeners, parents, ancestors } = status
  return {
    apiVersion,
    kind,
    metadata: { ...(namespace !== undefined && { namespace }), name },
    status: {
      ...(conditions && { conditions }),
      ...(listeners && { listeners: listeners.map(kubernetesListener) }),
      ...(parents && { parents }),
      ...(ancestors && { ancestors }),
    },
  }
}

function kubernetesListener({ name, attachedRoutes, supportedKinds, conditions }: ListenerStatus): unknown {
  return { name, attachedRoutes, supportedKinds: supportedKinds.map((kind) => ({ group: GATEWAY_GROUP, kind })), conditions }
}
