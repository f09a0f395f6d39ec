import { render } from 'preact';
import { App } from './app';
import { resume } from './state/session';

render(<App />, document.getElementById('page')!);
void resume();
