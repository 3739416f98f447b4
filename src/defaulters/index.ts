import type { Defaulter } from './defaulter.ts'
import { unmanagedAnnotation } from './unmanaged-annotation.ts'

/** Every defaulter, one line each. */
export const DEFAULTERS: readonly Defaulter[] = [unmanagedAnnotation]
