package dev.sluice.moderation.window;

import dev.sluice.model.Cut;

/** Takes the wish to end an answer by verdict; the first one counts. */
interface Cutting {
  void cut(Cut cut);
}
