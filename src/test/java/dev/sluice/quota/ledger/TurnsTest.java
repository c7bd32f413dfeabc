package dev.sluice.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(2);
  private final List<UniEmitter<? super String>> atWork = new ArrayList<>();

  private UniAssertSubscriber<String> take() {
    return turns
        .take(() -> Uni.createFrom().<String>emitter(atWork::add))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void shouldLetTheNextBegin_whenOneEnds() {
    // given
    take();
    UniAssertSubscriber<String> second = take();
    UniAssertSubscriber<String> third = take();
    take();
    assertThat(atWork).hasSize(2);
    // when
    atWork.get(0).fail(new IllegalStateException("no database"));
    // then
    assertThat(atWork).hasSize(3);
    // when
    second.cancel();
    // then
    assertThat(atWork).hasSize(4);
    // when
    atWork.get(2).complete("done");
    // then
    third.assertCompleted().assertItem("done");
  }

  @Test
  void shouldLoseNoTurn_whenOneLeavesWhileItWaits() {
    // given
    take();
    take();
    UniAssertSubscriber<String> impatient = take();
    take();
    // when
    impatient.cancel();
    atWork.get(0).complete("done");
    atWork.get(1).complete("done");
    take();
    take();
    // then
    assertThat(atWork).hasSize(4);
  }
}
