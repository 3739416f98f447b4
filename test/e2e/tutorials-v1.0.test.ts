import { describeTutorials } from './tutorials.ts'

describeTutorials('v1.0.0-standard')
describeTutorials('v1.0.0-experimental')
