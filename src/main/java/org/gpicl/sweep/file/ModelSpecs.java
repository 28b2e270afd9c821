package org.gpicl.sweep.file;

import java.util.EnumSet;
import java.util.Set;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.key.InnerKeys;
import org.gpicl.sweep.key.LstmKeys;
import org.gpicl.sweep.key.MamlKeys;
import org.gpicl.sweep.key.MlpKeys;
import org.gpicl.sweep.key.OpLstmKeys;
import org.gpicl.sweep.key.SequenceKeys;
import org.gpicl.sweep.key.SgdKeys;
import org.gpicl.sweep.key.TransformerKeys;
import org.gpicl.tasks.images.ImageSpec;

/** The models that settings describe. */
record ModelSpecs(Settings settings, ImageSpec images) {

  ModelSpec of(ModelKind kind, int hidden) {
    return switch (kind) {
      case MLP -> mlp(hidden);
      case TRANSFORMER -> transformer(hidden);
      case LSTM -> lstm(hidden);
      case OP_LSTM -> opLstm(hidden);
      case MAML -> adapted(MamlKeys.SEQUENCES, MamlKeys.INNER, hidden, true);
      case SGD -> adapted(SgdKeys.SEQUENCES, SgdKeys.INNER, hidden, false);
    };
  }

  private ModelSpec mlp(int hidden) {
    return new MlpSpec(
        images.features(), hidden, images.classes(), settings.get(MlpKeys.FINAL_RELU));
  }

  private ModelSpec transformer(int hidden) {
    Set<Position> positions = EnumSet.noneOf(Position.class);
    positions.addAll(settings.get(TransformerKeys.POSITIONS));
    return new TransformerSpec(
        images.features(),
        images.classes(),
        settings.get(TransformerKeys.SEQUENCES.length()),
        hidden,
        settings.get(TransformerKeys.LAYERS),
        settings.get(TransformerKeys.HEADS),
        settings.get(TransformerKeys.INNER) * hidden,
        settings.get(TransformerKeys.ACTIVATION),
        positions,
        settings.get(TransformerKeys.INPUT_NORM),
        settings.get(TransformerKeys.DROPOUT),
        settings.get(TransformerKeys.INITIALISATION) == TransformerKeys.Initial.GPT);
  }

  private ModelSpec lstm(int hidden) {
    int length = settings.get(LstmKeys.SEQUENCES.length());
    return new LstmSpec(images.features(), images.classes(), length, hidden);
  }

  private ModelSpec opLstm(int hidden) {
    int length = settings.get(OpLstmKeys.SEQUENCES.length());
    int heads = settings.get(OpLstmKeys.HEADS);
    return new OpLstmSpec(images.features(), images.classes(), length, hidden, heads);
  }

  private ModelSpec adapted(SequenceKeys sequences, InnerKeys inner, int hidden, boolean learned) {
    return new AdaptedMlpSpec(
        images.features(),
        images.classes(),
        settings.get(sequences.length()),
        hidden,
        settings.get(inner.steps()),
        settings.get(inner.rate()),
        learned);
  }
}
