import { deadEnd } from '../vacuous-app/definition.ts';

export default deadEnd('half-way', 'Reads the sign-in and breaks the connection off');
