package io.espalier.supernet.train;

import io.espalier.data.text.TextBatch;
import io.espalier.data.text.TextReader;
import io.espalier.supernet.Memory;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Weights;
import java.util.List;

/**
 * A text: recurrent networks predict the next token. Their memory is carried from step to step,
 * even from one architecture to the next (as in ENAS), and cleared where the text begins again;
 * errors are propagated back within a batch.
 *
 * @param text the text, one batch per step
 */
public record TextStream(TextReader text) implements TrainingStream {

  @Override
  public long stepsPerEpoch() {
    return text.fullBatches();
  }

  @Override
  public Learner begin(Weights weights, ActiveSgd optimizer, double labelSmoothing, int classes) {
    TrainingStep step = new TrainingStep(weights, optimizer, labelSmoothing, classes);
    Memory memory = new Memory(weights);
    return new Learner() {
      @Override
      public TrainingStep.Outcome run(long number, Paths paths, double rate) {
        int index = (int) (number % stepsPerEpoch());
        if (index == 0) {
          memory.clear();
        }
        TextBatch batch = text.batch(index);
        try (Memory next = new Memory(weights)) {
          TrainingStep.Outcome outcome =
              step.run(
                  paths,
                  batch.targets(),
                  (plan, scratch) -> {
                    next.copy(memory);
                    return new SequenceRunner(plan).run(weights, batch, next, scratch);
                  },
                  rate);
          memory.become(next);
          return outcome;
        }
      }

      @Override
      public List<Safetensors.Entry> entries() {
        return memory.entries();
      }

      @Override
      public void read(Safetensors checkpoint) {
        memory.read(checkpoint);
      }
    };
  }
}
