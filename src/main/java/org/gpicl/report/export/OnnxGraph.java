package org.gpicl.report.export;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Builds the graph of a model in ONNX, node by node. Values are known by their names.
 *
 * <p>Source: the operators of ONNX, version 20.
 */
final class OnnxGraph {
  private static final int OPERATORS = 20;
  private static final int FORMAT = 9;

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("gpicl");
  private final String prefix;
  private int made;

  OnnxGraph() {
    this("");
  }

  /**
   * The body of a node.
   *
   * @param prefix of the names of its values, which may not be those of the graph around it
   */
  OnnxGraph(String prefix) {
    this.prefix = prefix;
  }

  /** An attribute of a node. */
  static OnnxMl.AttributeProto attribute(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static OnnxMl.AttributeProto attribute(String name, float value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static OnnxMl.AttributeProto attribute(String name, String value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static OnnxMl.AttributeProto attribute(String name, OnnxGraph body) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
        .setG(body.graph)
        .build();
  }

  static OnnxMl.AttributeProto attribute(String name, List<Long> values) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  /** Adds a node with one output, and returns the output's name. */
  String node(String operator, List<String> inputs, OnnxMl.AttributeProto... attributes) {
    return nodes(operator, 1, inputs, attributes).get(0);
  }

  /** Adds a node with several outputs. */
  List<String> nodes(
      String operator, int outputs, List<String> inputs, OnnxMl.AttributeProto... attributes) {
    String name = prefix + operator + "_" + made++;
    List<String> names =
        outputs == 1
            ? List.of(name)
            : IntStream.range(0, outputs).mapToObj(i -> name + "_" + i).toList();
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(inputs)
            .addAllOutput(names)
            .addAllAttribute(Arrays.asList(attributes)));
    return names;
  }

  /** {@code x W + b}, with a weight [inputs, outputs] and a bias [outputs]. */
  String linear(String x, String weight, String bias) {
    return node("Add", List.of(node("MatMul", List.of(x, weight)), bias));
  }

  /** Adds numbers under a name. */
  String floats(String name, List<Long> shape, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    graph.addInitializer(
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
            .addAllDims(shape)
            .setRawData(ByteString.copyFrom(bytes.array())));
    return name;
  }

  /** Adds whole numbers, [size], and returns their name. */
  String longs(Long... values) {
    String name = prefix + "longs_" + made++;
    graph.addInitializer(
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.INT64_VALUE)
            .addDims(values.length)
            .addAllInt64Data(List.of(values)));
    return name;
  }

  /** Names the graph's input, [batch, position, width]. */
  String input(String name, long width) {
    graph.addInput(value(name, List.of("batch", "position"), width));
    return name;
  }

  /** Gives a value its name as the graph's output, [batch, position, width]. */
  void output(String name, String value, long width) {
    output(name, value, List.of("batch", "position"), width);
  }

  /** Names an input of a body, [batch, ...]. */
  String bodyInput(String name, Long... sizes) {
    graph.addInput(value(name, List.of("batch"), sizes));
    return name;
  }

  /** Gives a value its name as an output of a body, [batch, ...]. */
  void bodyOutput(String name, String value, Long... sizes) {
    output(name, value, List.of("batch"), sizes);
  }

  private void output(String name, String value, List<String> variable, Long... sizes) {
    graph.addNode(
        OnnxMl.NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
    graph.addOutput(value(name, variable, sizes));
  }

  private static OnnxMl.ValueInfoProto.Builder value(
      String name, List<String> variable, Long... sizes) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    for (String size : variable) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(size));
    }
    for (long size : sizes) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)));
  }

  /**
   * The whole model.
   *
   * @param facts a JSON object that loaders find as the metadata {@code gpicl}
   */
  OnnxMl.ModelProto model(String version, String facts) {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(FORMAT)
        .setProducerName("gpicl")
        .setProducerVersion(version)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
        .addMetadataProps(
            OnnxMl.StringStringEntryProto.newBuilder().setKey("gpicl").setValue(facts))
        .setGraph(graph)
        .build();
  }
}
