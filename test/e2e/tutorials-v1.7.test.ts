import { describeTutorials } from './tutorials.ts'

describeTutorials('v1.7.0-standard')
describeTutorials('v1.7.0-experimental')
