import type { Problem } from '../../documents/document.ts'
import { fieldPath } from '../../documents/field-path.ts'
import type { Judge, Subject, Verdict } from '../../engine/verdict.ts'
import type { UntypedObject } from '../../gateway/objects.ts'
import type { Checked, PlacedFinding, ReportedObject } from '../../report/checked.ts'
import { given } from '../flags.ts'
import type { GivenCluster, GivenObject } from '../input/given-cluster.ts'
import { defectOf } from '../output.ts'

/** What the webhook would answer for each object of a cluster, with the place of each finding. */
export function judged(cluster: GivenCluster, judge: Judge): Checked {
  const findings: PlacedFinding[] = []
  const errors: Problem[] = [...cluster.problems]
  for (const one of cluster.reviewed) {
    const verdict = judge.review(subjectOf(one))
    findings.push(...placed(one, verdict))
    for (const { rule, error } of verdict.faults ?? []) errors.push(defectOf(rule, one.document, error))
  }
  return { files: cluster.files.length, objects: cluster.count, findings, errors }
}

function subjectOf({ kind, object, before }: GivenObject): Subject {
  const { namespace, name } = object.metadata
  return {
    operation: before === undefined ? 'CREATE' : 'UPDATE',
    kind,
    name,
    object: object as unknown as UntypedObject,
    dryRun: true,
    ...(namespace !== undefined && { namespace }),
    ...(before !== undefined && { oldObject: before as UntypedObject }),
  }
}

function placed({ document }: GivenObject, { findings }: Verdict): PlacedFinding[] {
  return findings.map((finding) => ({
    finding,
    object: reported(document.object),
    file: document.file,
    ...document.position(fieldPath(finding.path)),
  }))
}

function reported({ apiVersion, kind, metadata }: UntypedObject): ReportedObject {
  return { apiVersion, kind, ...given('namespace', metadata.namespace), name: metadata.name }
}
