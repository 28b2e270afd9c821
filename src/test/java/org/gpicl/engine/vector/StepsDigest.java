package org.gpicl.engine.vector;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Activation;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;

/** A few steps of tiny models and the hash of what they end in: for JVMs with other flags. */
final class StepsDigest {
  private StepsDigest() {}

  public static void main(String[] arguments) {
    System.out.println(of());
  }

  static String of() {
    ModelSpec mlp = new MlpSpec(20, 17, 5, true);
    ModelSpec tanh =
        new TransformerSpec(
            4,
            3,
            17,
            20,
            1,
            2,
            18,
            Activation.GELU_TANH,
            Set.of(Position.values()),
            true,
            0.2,
            true);
    ModelSpec erf =
        new TransformerSpec(
            4, 3, 9, 16, 1, 1, 32, Activation.GELU_ERF, Set.of(Position.ALIBI), false, 0, false);
    // Narrow vectors read dropout's bits beyond the last element here.
    ModelSpec bits =
        new TransformerSpec(
            4, 3, 20, 8, 1, 4, 8, Activation.GELU_TANH, Set.of(Position.LEARNED), false, 0.1, true);
    ModelSpec lstm = new LstmSpec(4, 3, 7, 9);
    ModelSpec opLstm = new OpLstmSpec(4, 3, 7, 9, 3);
    ModelSpec adapted = new AdaptedMlpSpec(4, 3, 7, 9, 3, 0.1, true);
    MessageDigest digest = sha256();
    for (ModelSpec model : List.of(mlp, tanh, erf, bits, lstm, opLstm, adapted)) {
      TrainingState state = Specimens.state(model, Specimens.adam(), 1);
      try (Trainer trainer = new VectorEngine().open(model, Specimens.adam(), state, () -> false)) {
        for (int step = 0; step < 2; step++) {
          double loss = trainer.step(Specimens.batch(model, 2, step)).loss();
          digest.update(ByteBuffer.allocate(8).putDouble(0, loss));
        }
        add(digest, trainer.state().parameters());
        add(digest, trainer.state().secondMoments());
        add(digest, List.of(trainer.logits(Specimens.batch(model, 1, 77))));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, List<float[]> arrays) {
    for (float[] array : arrays) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * array.length);
      bytes.asFloatBuffer().put(array);
      digest.update(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
