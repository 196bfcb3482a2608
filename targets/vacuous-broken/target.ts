import { deadEnd } from '../vacuous-app/definition.ts';

export default deadEnd('broken', 'Answers 500 to everything', { starts: false });
