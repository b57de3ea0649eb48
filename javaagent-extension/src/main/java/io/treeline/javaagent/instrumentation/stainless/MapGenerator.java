package io.treeline.javaagent.instrumentation.stainless;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.base.GeneratorBase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is written to it as maps and lists, without tokens or text in between: strings are
 * those of the objects that are written.
 *
 * <p>For one value; tells nothing of where in the document it is, because nobody asks.
 */
final class MapGenerator extends GeneratorBase {

  private final Deque<Object> open = new ArrayDeque<>(8);
  private final Deque<String> names = new ArrayDeque<>(8);
  private @Nullable Object root;

  @SuppressWarnings("deprecation") // the one constructor that every supported version has
  MapGenerator(ObjectCodec codec) {
    super(0, codec);
  }

  /** The object written; empty when something else was, or nothing. */
  @SuppressWarnings("unchecked") // JSON names are strings
  Map<String, ?> written() {
    return root instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
  }

  private void open(Object container) {
    value(container);
    open.push(container);
  }

  @SuppressWarnings("unchecked") // made here
  private void value(@Nullable Object value) {
    Object container = open.peek();
    if (container == null) {
      root = value;
    } else if (container instanceof Map<?, ?> map) {
      ((Map<String, @Nullable Object>) map).put(names.pop(), value);
    } else {
      ((Collection<@Nullable Object>) container).add(value);
    }
  }

  @Override
  public void writeStartObject() {
    open(new LinkedHashMap<String, @Nullable Object>());
  }

  @Override
  public void writeStartObject(Object forValue) {
    writeStartObject();
  }

  @Override
  public void writeStartObject(Object forValue, int size) {
    writeStartObject();
  }

  @Override
  public void writeEndObject() {
    open.pop();
  }

  @Override
  public void writeStartArray() {
    open(new ArrayList<@Nullable Object>());
  }

  @Override
  public void writeEndArray() {
    open.pop();
  }

  @Override
  public void writeFieldName(String name) {
    names.push(name);
  }

  @Override
  public void writeFieldName(SerializableString name) {
    names.push(name.getValue());
  }

  @Override
  public void writeString(@Nullable String text) {
    value(text);
  }

  @Override
  public void writeString(char[] text, int offset, int length) {
    value(new String(text, offset, length));
  }

  @Override
  public void writeString(SerializableString text) {
    value(text.getValue());
  }

  @Override
  public void writeRawUTF8String(byte[] text, int offset, int length) {
    value(new String(text, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void writeUTF8String(byte[] text, int offset, int length) {
    writeRawUTF8String(text, offset, length);
  }

  @Override
  public void writeNumber(int value) {
    value((long) value);
  }

  @Override
  public void writeNumber(long value) {
    value(value);
  }

  @Override
  public void writeNumber(@Nullable BigInteger value) {
    value(value);
  }

  @Override
  public void writeNumber(double value) {
    value(value);
  }

  @Override
  public void writeNumber(float value) {
    value(value);
  }

  @Override
  public void writeNumber(@Nullable BigDecimal value) {
    value(value);
  }

  @Override
  public void writeNumber(String encoded) {
    value(new BigDecimal(encoded));
  }

  @Override
  public void writeBoolean(boolean value) {
    value(value);
  }

  @Override
  public void writeNull() {
    value(null);
  }

  @Override
  public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
    value(variant.encode(Arrays.copyOfRange(data, offset, offset + length)));
  }

  @Override
  public void writeRawValue(String text) {
    value(text);
  }

  @Override
  public void writeRaw(String text) {
    value(text);
  }

  @Override
  public void writeRaw(String text, int offset, int length) {
    value(text.substring(offset, offset + length));
  }

  @Override
  public void writeRaw(char[] text, int offset, int length) {
    value(new String(text, offset, length));
  }

  @Override
  public void writeRaw(char c) {
    value(String.valueOf(c));
  }

  @Override
  public void flush() {}

  @Override
  protected void _releaseBuffers() {}

  @Override
  protected void _verifyValueWrite(String typeMessage) {}
}
