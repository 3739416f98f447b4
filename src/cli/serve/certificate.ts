import { readFileSync } from 'node:fs'
import { CaSecretStore } from '../../cluster/ca-secret.ts'
import type { Transport } from '../../cluster/transport.ts'
import { WebhookConfigurations } from '../../cluster/webhook-configuration.ts'
import type { Logger } from '../../telemetry/logger.ts'
import { systemClock } from '../../tls/clock.ts'
import { FilesSource } from '../../tls/files-source.ts'
import { ManagedCaSource } from '../../tls/managed-ca-source.ts'
import { serviceNames } from '../../tls/names.ts'
import type { CertificateSource } from '../../tls/ports.ts'
import { SelfSignedSource } from '../../tls/self-signed-source.ts'
import type { ServeFlags } from './flags.ts'

const OWN_NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace'

/** The certificate that the flags ask for: files, one of our own, or one of the CA that all replicas share. */
export function openCertificate(
  flags: ServeFlags,
  env: Readonly<Record<string, string | undefined>>,
  transport: Transport | undefined,
  logger: Logger,
): CertificateSource {
  const parts = { clock: systemClock, log: logger }
  if (flags.tlsDir !== undefined) return new FilesSource({ ...parts, dir: flags.tlsDir })
  if (transport === undefined) {
    const names = ['localhost', '127.0.0.1', '::1', ...flags.tlsSans]
    return new SelfSignedSource({ ...parts, names, ...(flags.selfSignedDir !== undefined && { dir: flags.selfSignedDir }) })
  }
  const namespace = flags.namespace ?? env.POD_NAMESPACE ?? ownNamespace() ?? 'portcullis-system'
  return new ManagedCaSource({
    ...parts,
    store: new CaSecretStore(transport, namespace, 'portcullis-ca'),
    publisher: new WebhookConfigurations(transport, flags.webhookConfiguration),
    names: [...serviceNames(flags.service, namespace), ...flags.tlsSans],
  })
}

function ownNamespace(): string | undefined {
  try {
    return readFileSync(OWN_NAMESPACE_FILE, 'utf8').trim() || undefined
  } catch {
    // Not in a Pod.
    return undefined
  }
}
