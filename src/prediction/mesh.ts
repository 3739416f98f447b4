import type { XMesh } from '../gateway/objects.ts'
import type { Written } from './owner-facts.ts'
import { parametersFact } from './parameters.ts'
import type { MeshPrediction } from './prediction.ts'
import type { Context } from './status/context.ts'

// Whoever serves it has to (MeshSpec.ParametersRef, apisx/v1alpha1/mesh_types.go).
const REFUSED: Written = { condition: { type: 'Accepted', status: 'False', reason: 'InvalidParameters' }, silent: false }

/** The parameters of an XMesh. Source: `gateway-api.md` 2.12, P-XMESH. */
export function predictMesh(mesh: XMesh, context: Context): MeshPrediction {
  const parameters = parametersFact(mesh.spec?.parametersRef, { path: 'spec.parametersRef', fitting: [], written: REFUSED }, context)
  return { kind: 'Mesh', object: mesh, unclaimed: true, ...(parameters && { parameters }) }
}
